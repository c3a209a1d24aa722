import { createHash } from 'node:crypto';
import type { VNode } from 'preact';

export interface Series {
  readonly name: string;
  /** One value per label. */
  readonly values: readonly number[];
}

export interface LineChartProps {
  readonly title: string;
  /** What it shows, in a sentence, for who does not see it. */
  readonly description: string;
  /** Along the bottom, in their order; they must differ. */
  readonly labels: readonly string[];
  /** At most five. */
  readonly series: readonly Series[];
  readonly format: (value: number) => string;
}

const WIDTH = 720;
const HEIGHT = 260;
/** At most so many words fit along the bottom. */
const LABELS = 9;
/** Told apart by shape and dash as well as by colour. */
const SYMBOLS = ['circle', 'square', 'triangle', 'diamond', 'star'] as const;
const DASHES = ['none', '6 4', '2 3', '10 3 2 3', '4 2'];
const colour = (at: number) => `var(--chart-${at + 1})`;

/** Draws lines over time, to be put into a page. Colours are those of the theme; the words are put beside it by the caller, with the table. */
export async function lineChart(props: LineChartProps): Promise<VNode> {
  // Loaded at the first chart: 30 MB that a process without charts does not need.
  const [Plot, { parseHTML }] = await Promise.all([import('@observablehq/plot'), import('linkedom')]);
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const points = props.series.flatMap(({ name, values }) =>
    props.labels.map((label, at) => ({ label, name, value: values[at] ?? 0 })),
  );
  const names = props.series.map(({ name }) => name);
  const every = Math.ceil(props.labels.length / LABELS);
  const most = Math.max(1, ...points.map(({ value }) => value));
  const last = props.labels.length - 1;
  const ticks = props.labels.filter((_, at) => (last - at) % every === 0);
  const drawn = Plot.plot({
    document,
    width: WIDTH,
    height: HEIGHT,
    marginLeft: 56,
    marginRight: 28,
    marginBottom: 28,
    x: { type: 'point', domain: [...props.labels], label: null, ticks },
    y: {
      grid: true,
      label: null,
      nice: true,
      zero: true,
      domain: [0, most],
      ticks: Math.min(5, most),
      tickFormat: props.format,
    },
    symbol: { domain: names, range: [...SYMBOLS] },
    color: { domain: names, range: names.map((_, at) => colour(at)) },
    marks: [
      Plot.ruleY([0]),
      ...props.series.map(({ name }, at) =>
        Plot.lineY(
          points.filter((point) => point.name === name),
          { x: 'label', y: 'value', stroke: 'name', strokeWidth: 2, strokeDasharray: DASHES[at] ?? 'none' },
        ),
      ),
      Plot.dot(points, { x: 'label', y: 'value', symbol: 'name', fill: 'name', r: 4 }),
    ],
  });
  // Its own style sheet would be refused by the Content-Security-Policy; ours stands in staff.css.
  drawn.querySelector('style')?.remove();
  // The picture is one image with a name and a description; English names of its parts would only be read on top.
  for (const part of drawn.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label');
  const id = `chart-${createHash('sha256').update(props.title).digest('hex').slice(0, 8)}`;
  return (
    <div class="chart">
      <ul class="chart-legend">
        {props.series.map(({ name }, at) => (
          <li key={name}>
            <Swatch at={at} /> {name}
          </li>
        ))}
      </ul>
      <div class="chart-wrap" tabIndex={0} role="region" aria-label={props.title}>
        <svg
          class="chart-picture"
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          width={WIDTH}
          height={HEIGHT}
          role="img"
          aria-labelledby={`${id}-t ${id}-d`}
          fill="currentColor"
          text-anchor="middle"
          font-size="13"
        >
          <title id={`${id}-t`}>{props.title}</title>
          <desc id={`${id}-d`}>{props.description}</desc>
          <g dangerouslySetInnerHTML={{ __html: drawn.innerHTML }} />
        </svg>
      </div>
    </div>
  );
}

const SHAPES = [
  'M8 4a4 4 0 1 1 0 8a4 4 0 1 1 0-8Z',
  'M4.5 4.5h7v7h-7Z',
  'M8 3.5l4.5 8h-9Z',
  'M8 3l4 5l-4 5l-4-5Z',
  'M8 3l1.3 3.5h3.7l-3 2.2l1.1 3.6L8 10.2l-3.1 2.1l1.1-3.6l-3-2.2h3.7Z',
];

function Swatch({ at }: { at: number }) {
  return (
    <svg class="chart-swatch" viewBox="-8 0 32 16" width="32" height="16" aria-hidden="true">
      <path d="M-8 8H24" stroke={colour(at)} stroke-width="2" stroke-dasharray={DASHES[at]} fill="none" />
      <path d={SHAPES[at]} fill={colour(at)} />
    </svg>
  );
}
