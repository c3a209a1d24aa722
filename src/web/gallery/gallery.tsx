import type { VNode } from 'preact';
import { page, type Route, type WebCtx } from '#platform/http/routes.ts';
import { PublicPage } from '../layout/public-page.tsx';
import { StaffPage } from '../layout/staff-page.tsx';
import { buttons, icons } from './buttons.tsx';
import { content, notices } from './content.tsx';
import type { Family } from './example.tsx';
import { fields } from './fields.tsx';
import { lists } from './lists.tsx';
import { lineChart, type LineChartProps } from '../ui/chart/line-chart.tsx';

const FAMILIES: readonly Family[] = [buttons, fields, notices, lists, content, icons];
const TITLE = 'Componentes';

/** Every component in every state, in the frame of the public or of the staff: what a developer looks at before building. */
function GalleryPage({ ctx, chart }: { ctx: WebCtx; chart: VNode }) {
  const Frame = ctx.request.query.marco === 'personal' ? StaffPage : PublicPage;
  return (
    <Frame context={ctx.page} title={TITLE}>
      <h1>{TITLE}</h1>
      <nav aria-label="Familias de componentes">
        <ul class="inline-list">
          <li>
            <a href="?marco=publico">Marco público</a>
          </li>
          <li>
            <a href="?marco=personal">Marco del personal</a>
          </li>
          {FAMILIES.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      {FAMILIES.map(({ id, title, view }) => (
        <section key={id} id={id} class="examples">
          <h2>{title}</h2>
          {view()}
        </section>
      ))}
      <section id="grafica" class="examples">
        <h2>{CHART.title}</h2>
        {chart}
      </section>
    </Frame>
  );
}

/** Drawn before the page, for its library is loaded only where there is a chart. */
const CHART: LineChartProps = {
  title: 'Gráfica de líneas',
  description: 'Líneas de lunes a viernes. El viernes: 12 ingresados y 9 firmados.',
  labels: ['lunes', 'martes', 'miércoles', 'jueves', 'viernes'],
  series: [
    { name: 'Ingresados', values: [8, 11, 7, 14, 12] },
    { name: 'Firmados', values: [5, 9, 9, 10, 9] },
  ],
  format: String,
};

export const galleryRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/componentes',
    access: { kind: 'machine' },
    title: () => TITLE,
    handle: async (ctx) => page(<GalleryPage ctx={ctx} chart={await lineChart(CHART)} />),
  },
];
