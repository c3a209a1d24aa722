// What every page gets from the request, made once by the HTTP layer. Pages read it by usePage() (page.tsx); nothing
// here reaches into a request, a database or a session.
import type { Locale } from '#platform/i18n/locale.ts';

export interface PageContext {
  locale: Locale;
  /** Path and query of this page, beginning with "/". Used by the language switch and to mark the current menu item. */
  path: string;
  /** Of the content policy of this answer: each script element carries it. */
  nonce: string;
  /** Signed token: proves that a post was meant and makes a second one harmless. Form puts it in the hidden field `_token`. */
  formToken: () => string;
  /** Shown when something of ours failed, so that a person can quote it and an operator can find it in the log. */
  requestId: string;
  /** Name of the token file in styles/themes, or "default". */
  theme: string;
  /** Civil year of the state, for the footer. */
  year: number;
  /** True when the installation holds invented data: pages say so. */
  demo: boolean;
  /** Whether this visitor may open the tour of the demonstration. */
  hasTour: boolean;
  /** Whose window this is; without it the page speaks for Ventanilla itself. */
  agency?: AgencyIdentity;
  /** The signed-in public servant; absent on citizen pages. */
  staff?: StaffIdentity;
  /** Menu of the staff shell, already reduced to what this person may open. */
  navigation?: readonly NavigationGroup[];
  /** The answer shows mistakes: the tab says so first, which is what a screen reader reads first. Set before rendering. */
  hasMistakes?: boolean;
  /** Said once at the top of the page after a redirect. */
  flash?: Flash;
}

export interface AgencyIdentity {
  name: string;
  shortName?: string;
  phone?: string;
  email?: string;
  /** Office hours in words, for the foot of the page. */
  hours?: string;
}

export interface StaffIdentity {
  name: string;
  post: string;
  unit: string;
  initials: string;
  /** The agency that they work in just now. */
  agency: { id: string; name: string };
  /** Whether there is another one to work in. */
  hasOtherAgencies: boolean;
}

export interface NavigationGroup {
  label: string;
  items: readonly NavigationItem[];
}

export interface NavigationItem {
  label: string;
  href: string;
  /** What the page is for, on the start page. */
  about?: string;
  /** Pages inside it. */
  pages?: readonly NavigationItem[];
  /** Things waiting for this person, shown beside the label. */
  count?: number;
}

export interface Flash {
  kind: 'success' | 'warning';
  text: string;
}

/** The query name that changes the language; the HTTP layer keeps the choice in a cookie. */
export const LANGUAGE_PARAMETER = 'lang';

/** Address of the same page in another language. */
export function pathInLanguage(path: string, locale: Locale): string {
  const [address = '/', query = ''] = path.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set(LANGUAGE_PARAMETER, locale === 'es-MX' ? 'es' : locale);
  return `${address}?${parameters}`;
}

/** Fixed addresses that the layouts link to; the pages behind them belong to src/web and to the HTTP layer. */
export const SITE_PATHS = {
  home: '/',
  privacy: '/aviso-de-privacidad',
  myData: '/mis-datos',
  accessibility: '/accesibilidad',
  performance: '/desempeno',
  contact: '/contacto',
  demo: '/demo',
  staffHome: '/personal',
  staffStart: '/personal/inicio',
  staffSearch: '/personal/buscar',
  staffAccount: '/personal/cuenta',
  changeAgency: '/personal/dependencia',
  logIn: '/entrar',
  confirm: '/entrar/codigo',
  logOut: '/salir',
  live: '/personal/en-vivo',
} as const;

/** The address of a page of signing in that leads to `back` when it is done. */
export const thenTo = (page: string, back: string): string => `${page}?volver=${encodeURIComponent(back)}`;
