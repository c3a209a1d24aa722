import { SITE_PATHS } from '../page-context.ts';
import { Button } from '../ui/button/button.tsx';
import { Form } from '../ui/form/form.tsx';
import { FlashNotice } from '../ui/notice/notice.tsx';
import { Document, LanguageLinks, Mark, type LayoutProps } from './document.tsx';
import { layoutTexts } from './layout-texts.ts';

/** A page for public servants: dense but calm, the whole menu in sight, everything by keyboard. */
export function StaffPage(props: LayoutProps) {
  const { context, children } = props;
  const t = layoutTexts(context.locale);
  const here = context.path.split('?', 1)[0];
  return (
    <Document {...props} class="staff">
      <header class="bar staff-bar">
        <div class="bar-inner">
          <a class="wordmark" href={SITE_PATHS.staffHome}>
            <Mark />
            <span>Ventanilla</span>
          </a>
          <nav aria-label={t('menu')}>
            <ul>
              {(context.navigation ?? []).flatMap((group) =>
                group.items.map((item) => (
                  <li key={item.href}>
                    <a href={item.href} aria-current={item.href === here ? 'page' : undefined}>
                      {item.label}
                    </a>
                  </li>
                )),
              )}
              <LanguageLinks context={context} />
            </ul>
          </nav>
          {context.staff && (
            <div class="who">
              <span>
                {context.staff.name} · {context.staff.post} · {context.staff.unit}
              </span>
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
    </Document>
  );
}
