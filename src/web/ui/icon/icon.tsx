// A small drawn set in one line weight, inlined so that a page needs no font, sprite or extra request. An icon set from
// npm (lucide, 1,600 icons) would work as well; some thirty shapes do not justify the dependency.
const SHAPES = {
  check: 'M4 10.5l4 4 8-9',
  cross: 'M5 5l10 10M15 5L5 15',
  alert: 'M10 5.5v5.5M10 14.2v.3',
  info: 'M10 9v5.5M10 5.6v.3',
  question: 'M7.4 7.6a2.7 2.7 0 1 1 3.9 2.4c-.9.5-1.3 1-1.3 2M10 14.6v.3',
  arrow: 'M4 10h12M11 5l5 5-5 5',
  back: 'M16 10H4M9 5l-5 5 5 5',
  down: 'M5 8l5 5 5-5',
  up: 'M5 12l5-5 5 5',
  search: 'M9 3.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM13 13l4 4',
  clock: 'M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM10 6v4.2l2.8 1.8',
  calendar: 'M3.5 5.5h13v11h-13zM3.5 9h13M7 3.5v3.6M13 3.5v3.6',
  phone: 'M6.5 2.5h7v15h-7zM9 15h2',
  mail: 'M3 5h14v10.5H3zM3 5.5l7 5.5 7-5.5',
  document: 'M5 2.5h6.5L15 6v11.5H5zM11.5 2.5V6H15M7.5 10h5M7.5 13h5',
  download: 'M10 3v9M6 8.5l4 4 4-4M4 16.5h12',
  print: 'M6 7V3h8v4M6 13.5H3.5V7h13v6.5H14M6 11.5h8V17H6z',
  copy: 'M7 7h9.5v9.5H7zM13 7V3.5H3.5V13H7',
  pin: 'M10 17.5c3.5-4.3 5.2-7.2 5.2-9.5a5.2 5.2 0 0 0-10.4 0c0 2.3 1.7 5.2 5.2 9.5zM10 9.7a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6z',
  person: 'M10 3.5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM3.8 17c.5-3.6 2.9-5.5 6.2-5.5s5.7 1.9 6.2 5.5',
  filter: 'M3.5 5h13M6 10h8M8.5 15h3',
  menu: 'M3.5 5.5h13M3.5 10h13M3.5 14.5h13',
  external: 'M8 4H4v12h12v-4M11 3.5h5.5V9M16 4l-7 7',
  pause: 'M7.5 5.5v9M12.5 5.5v9',
  dot: 'M10 8.4a1.6 1.6 0 1 1 0 3.2 1.6 1.6 0 0 1 0-3.2z',
} as const;

export type IconName = keyof typeof SHAPES;

/** All of them, for the gallery. */
export const ICON_NAMES = Object.keys(SHAPES) as readonly IconName[];

/** A picture beside words: hidden from screen readers unless `title` gives it words of its own. 1 em high by default. */
export function Icon({ name, title }: { name: IconName; title?: string }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 20 20"
      width="20"
      height="20"
      focusable="false"
      {...(title ? { role: 'img', 'aria-label': title } : { 'aria-hidden': true })}
    >
      <path d={SHAPES[name]} />
    </svg>
  );
}
