import type { ComponentChildren } from 'preact';
import { LOCALE_NAMES, LOCALES } from '#platform/i18n/locale.ts';
import { stylesheetUrl } from '../assets.ts';
import { pathInLanguage, SITE_PATHS, type PageContext } from '../page-context.ts';
import { PageProvider } from '../page.tsx';
import { layoutTexts } from './layout-texts.ts';

export interface LayoutProps {
  context: PageContext;
  /** What the tab and the history show; the page's own h1 says the same. */
  title: string;
  children: ComponentChildren;
  /** Seconds after which a page without script asks for itself again: for work that goes on while one watches. */
  refreshSeconds?: number | undefined;
}

interface DocumentProps extends LayoutProps {
  class: string;
  /** Topics whose changes refresh the live regions of this page. */
  live?: readonly string[] | undefined;
}

/** The frame that every page shares: head, skip link, demonstration strip. Holds no script. */
export function Document({ context, title, children, class: kind, live, refreshSeconds }: DocumentProps) {
  const t = layoutTexts(context.locale);
  return (
    <html lang={context.locale}>
      <head>
        <meta charSet="utf-8" />
        <title>{`${titlePrefix(context)}${title} · Ventanilla`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="stylesheet" href={stylesheetUrl(context.theme)} />
        <link rel="icon" href={ICON} type="image/svg+xml" />
        {refreshSeconds !== undefined && (
          <noscript>
            <meta httpEquiv="refresh" content={String(refreshSeconds)} />
          </noscript>
        )}
      </head>
      <body
        class={kind}
        data-live={live?.join(' ')}
        data-live-at={live && context.path}
        data-agency={live && context.staff?.agency.id}
      >
        <a class="skip" href="#contenido">
          {t('skip')}
        </a>
        {context.demo && (
          <div class="demo-strip" role="note">
            <p>
              {t('demoStrip')} {context.hasTour && <a href={SITE_PATHS.demo}>{t('demoTour')}</a>}
            </p>
          </div>
        )}
        <PageProvider context={context}>{children}</PageProvider>
      </body>
    </html>
  );
}

/** How it went, said first: a screen reader begins a page with its title, and passes over what only stands on it. */
function titlePrefix({ locale, hasMistakes, flash }: PageContext): string {
  const t = layoutTexts(locale);
  if (hasMistakes) return `${t('mistakesTitle')} `;
  return flash ? `${t(flash.kind === 'success' ? 'doneTitle' : 'warningTitle')} ` : '';
}

/** A window with its ledge: the mark of the one service window. */
export function Mark() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M4 3.5h16v13H4zM2 20h20M12 3.5v13M4 10h16" fill="none" stroke="currentColor" stroke-width="2" />
    </svg>
  );
}

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'%3E%3Cpath d='M4 3.5h16v13H4zM2 20h20M12 3.5v13M4 10h16' fill='none' stroke='%230b5c63' stroke-width='2'/%3E%3C/svg%3E";

/** The same page in the other languages, each named in itself. */
export function LanguageLinks({ context }: { context: PageContext }) {
  return (
    <>
      {LOCALES.filter((locale) => locale !== context.locale).map((locale) => (
        <li key={locale}>
          <a href={pathInLanguage(context.path, locale)} lang={locale} hreflang={locale}>
            {LOCALE_NAMES[locale]}
          </a>
        </li>
      ))}
    </>
  );
}
