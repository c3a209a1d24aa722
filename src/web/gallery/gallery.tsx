import { page, type Route, type WebCtx } from '#platform/http/routes.ts';
import { PublicPage } from '../layout/public-page.tsx';
import { StaffPage } from '../layout/staff-page.tsx';
import { buttons, icons } from './buttons.tsx';
import { content, notices } from './content.tsx';
import type { Family } from './example.tsx';
import { fields } from './fields.tsx';

const FAMILIES: readonly Family[] = [buttons, fields, notices, content, icons];
const TITLE = 'Componentes';

/** Every component in every state, in the frame of the public or of the staff: what a developer looks at before building. */
function GalleryPage({ ctx }: { ctx: WebCtx }) {
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
    </Frame>
  );
}

export const galleryRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/demo/componentes',
    access: { kind: 'demo' },
    title: () => TITLE,
    handle: async (ctx) => page(<GalleryPage ctx={ctx} />),
  },
];
