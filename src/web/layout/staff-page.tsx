import type { ComponentChildren } from 'preact';
import { scriptUrl } from '../assets.ts';
import { SITE_PATHS } from '../page-context.ts';
import { Button } from '../ui/button/button.tsx';
import { Form } from '../ui/form/form.tsx';
import { FlashNotice } from '../ui/notice/notice.tsx';
import { Document, LanguageLinks, Mark, type LayoutProps } from './document.tsx';
import { useTexts } from '../page.tsx';
import { layoutTexts } from './layout-texts.ts';

interface StaffPageProps extends LayoutProps {
  /** Topics (`registry`, `procedure:0198…`) whose changes refresh the `LiveRegion`s of this page. */
  live?: readonly string[];
  /** Enhancement scripts of `islands/` that this page uses; it must work without them. */
  islands?: readonly string[];
}

/** A page for public servants: dense but calm, the whole menu in sight (on a telephone: folded), all by keyboard. */
export function StaffPage(props: StaffPageProps) {
  const { context, children } = props;
  const t = layoutTexts(context.locale);
  const islands = [...(props.islands ?? []), ...(props.live ? ['live'] : [])];
  const here = context.path.split('?', 1)[0];
  const items = (context.navigation ?? []).flatMap((group) => group.items);
  const current = items.find(({ href }) => href === here);
  return (
    <Document {...props} class="staff">
      <header class="bar staff-bar">
        <div class="bar-inner">
          <a class="wordmark" href={SITE_PATHS.staffHome}>
            <Mark />
            <span>Ventanilla</span>
          </a>
          <nav aria-label={t('menu')}>
            <details class="menu-switch">
              <summary>{[t('menuSwitch'), current?.label].filter(Boolean).join(' · ')}</summary>
            </details>
            <ul>
              {items.map((item) => (
                <li key={item.href}>
                  <a href={item.href} aria-current={item === current ? 'page' : undefined}>
                    {item.label}
                  </a>
                </li>
              ))}
              <LanguageLinks context={context} />
            </ul>
          </nav>
          {context.staff && (
            <div class="who">
              {context.staff.hasOtherAgencies && (
                <a href={`${SITE_PATHS.staffStart}#dependencias`}>
                  <strong>{context.staff.agency.name}</strong>
                  <span class="post">
                    {' · '}
                    {t('otherAgencies')}
                  </span>
                </a>
              )}
              <a href={SITE_PATHS.staffAccount}>
                {context.staff.name}
                {[context.staff.post, context.staff.unit].filter(Boolean).map((part) => (
                  <span key={part} class="post">
                    {' · '}
                    {part}
                  </span>
                ))}
              </a>
              <Form action={SITE_PATHS.logOut} class="form-inline">
                <Button kind="quiet">{t('logOut')}</Button>
              </Form>
            </div>
          )}
        </div>
      </header>
      <main class="main" id="contenido">
        <FlashNotice flash={context.flash} />
        {children}
      </main>
      {islands.map((name) => (
        <script key={name} type="module" src={scriptUrl(name)} nonce={context.nonce} />
      ))}
    </Document>
  );
}

/**
 * A part of a staff page that is put in anew when one of the page's live topics changes. While somebody writes in it, it
 * stays as it is and a line above it says that something changed. `again`: look anew after so many seconds, for what is
 * on its way and announced by nothing. `spoken`: a screen reader says what is put in; for a few words only.
 */
export function LiveRegion(props: { id: string; again?: number; spoken?: boolean; children: ComponentChildren }) {
  const t = useTexts(layoutTexts);
  return (
    <div
      id={props.id}
      data-live-region
      data-again={props.again}
      data-stale={t('liveStale')}
      aria-live={props.spoken ? 'polite' : undefined}
    >
      {props.children}
    </div>
  );
}
