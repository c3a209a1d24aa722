import type { Ctx } from '#platform/context.ts';
import { page, type Route, type WebCtx } from '#platform/http/routes.ts';
import { defineTexts } from '#platform/i18n/texts.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import type { StaffTask } from '#platform/staff-tasks.ts';
import { LiveRegion, StaffPage } from '../layout/staff-page.tsx';
import { SITE_PATHS, type NavigationItem } from '../page-context.ts';

export const staffStartTexts = defineTexts(
  {
    title: 'Inicio',
    waiting: 'Lo que espera',
    nothing: 'Nada espera por usted.',
    pages: 'Todo lo que usted puede abrir',
    noPages:
      'Su puesto todavía no abre ninguna página. Pida a quien administra las cuentas que le asigne sus funciones.',
    account: 'Mi cuenta',
    accountAbout: 'Contraseña, segundo factor y sesiones abiertas.',
  },
  {
    title: 'Start',
    waiting: 'What waits',
    nothing: 'Nothing waits for you.',
    pages: 'All that you may open',
    noPages: 'Your post opens no page yet. Ask whoever administers the accounts to give you your functions.',
    account: 'My account',
    accountAbout: 'Password, second factor and open sessions.',
  },
);

interface Waiting {
  readonly href: string;
  readonly count: number;
  readonly words: string;
}

function StaffStart({ ctx, waiting }: { ctx: WebCtx; waiting: readonly Waiting[] }) {
  const t = staffStartTexts(ctx.locale);
  const items = (ctx.page.navigation ?? []).flatMap((group) => group.items);
  const others = items.filter(({ href }) => href !== SITE_PATHS.staffStart);
  const account = { label: t('account'), href: SITE_PATHS.staffAccount, about: t('accountAbout') };
  return (
    <StaffPage context={ctx.page} title={t('title')} live={['notifications', 'privacy']}>
      <h1>{t('title')}</h1>
      <section>
        <h2>{t('waiting')}</h2>
        <LiveRegion id="waiting">
          {waiting.length === 0 ? (
            <p class="soft">{t('nothing')}</p>
          ) : (
            <ul class="stats">
              {waiting.map(({ href, count, words }) => (
                <li key={href + words} class="stat">
                  <a href={href}>
                    <strong>{count}</strong>
                    <span>{words}</span>
                  </a>
                </li>
              ))}
            </ul>
          )}
        </LiveRegion>
      </section>
      <section>
        <h2>{t('pages')}</h2>
        {others.length === 0 && <p class="soft">{t('noPages')}</p>}
        <ul class="grid">
          {[...others, account].map((item) => (
            <PageCard key={item.href} item={item} />
          ))}
        </ul>
      </section>
    </StaffPage>
  );
}

/** A page with what it is for and the pages inside it. */
function PageCard({ item: { href, label, about, pages = [] } }: { item: NavigationItem }) {
  return (
    <li class="card">
      <h3>
        <a href={href}>{label}</a>
      </h3>
      {about && <p class="small">{about}</p>}
      {pages.length > 0 && (
        <ul class="inline-list">
          {pages.map((inner) => (
            <li key={inner.href}>
              <a href={inner.href}>{inner.label}</a>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

async function waitingFor(ctx: Ctx, tasks: readonly StaffTask[]): Promise<Waiting[]> {
  if (ctx.actor.kind !== 'staff') return [];
  const { agencyId } = ctx.actor;
  const mine = tasks.filter(({ action }) => canSomewhere(ctx.access, ctx.actor, action));
  const counted = await Promise.all(mine.map(async (task) => ({ task, count: await task.count(ctx, agencyId) })));
  return counted
    .filter(({ count }) => count > 0)
    .map(({ task, count }) => ({ href: task.href, count, words: task.words(ctx.locale, count) }));
}

/** Where staff begin who have no procedures to work on: what waits for them, and every page that they may open. */
export const staffStartRoutes = (tasks: readonly StaffTask[]): readonly Route[] => [
  {
    method: 'GET',
    url: SITE_PATHS.staffStart,
    access: { kind: 'staff' },
    title: (locale) => staffStartTexts(locale)('title'),
    handle: async (ctx) => page(<StaffStart ctx={ctx} waiting={await waitingFor(ctx, tasks)} />),
  },
];
