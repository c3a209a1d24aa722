import { SITE_PATHS } from '../page-context.ts';
import { FlashNotice } from '../ui/notice/notice.tsx';
import { Document, LanguageLinks, Mark, type LayoutProps } from './document.tsx';
import { layoutTexts } from './layout-texts.ts';

const MENU = [
  ['/estado', 'status'],
  ['/tramites', 'services'],
  ['/oficinas', 'offices'],
] as const;

/** A page for citizens: large type, no script, nothing to learn. */
export function PublicPage(props: LayoutProps) {
  const { context, children } = props;
  const t = layoutTexts(context.locale);
  const here = context.path.split('?', 1)[0];
  return (
    <Document {...props} class="citizen">
      <header class="bar">
        <div class="bar-inner">
          <a class="wordmark" href={SITE_PATHS.home}>
            <Mark />
            <span>Ventanilla</span>
            {context.agency && <span class="agency">{context.agency.shortName ?? context.agency.name}</span>}
          </a>
          <nav class="menu" aria-label={t('menu')}>
            <ul>
              {MENU.map(([href, word]) => (
                <li key={href}>
                  <a href={href} aria-current={href === here ? 'page' : undefined}>
                    {t(word)}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <nav class="languages" aria-label={t('language')}>
            <ul>
              <LanguageLinks context={context} />
            </ul>
          </nav>
        </div>
      </header>
      <main class="main" id="contenido">
        <FlashNotice flash={context.flash} />
        {children}
      </main>
      <footer class="foot">
        <div class="foot-inner">
          <span>
            Ventanilla · {t('tagline')} · {context.year}
          </span>
          <nav aria-label={t('footer')}>
            <ul>
              <li>
                <a href={SITE_PATHS.privacy}>{t('privacy')}</a>
              </li>
              <li>
                <a href={SITE_PATHS.myData}>{t('myData')}</a>
              </li>
              <li>
                <a href={SITE_PATHS.accessibility}>{t('accessibility')}</a>
              </li>
              <li>
                <a href={SITE_PATHS.performance}>{t('performance')}</a>
              </li>
              <li>
                <a href="/api">{t('api')}</a>
              </li>
              <li>
                <a href="/entrar">{t('staffEntrance')}</a>
              </li>
            </ul>
          </nav>
        </div>
      </footer>
    </Document>
  );
}
