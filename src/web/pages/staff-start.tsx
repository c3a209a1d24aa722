import type { Ctx } from '#platform/context.ts';
import { page, type Route, type WebCtx } from '#platform/http/routes.ts';
import { defineTexts } from '#platform/i18n/texts.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import type { SetupFact } from '#platform/setup.ts';
import type { StaffTask } from '#platform/staff-tasks.ts';
import { LiveRegion, StaffPage } from '../layout/staff-page.tsx';
import { ActionButton } from '../ui/form/form.tsx';
import { DataTable, hiddenColumn } from '../ui/table/data-table.tsx';
import { SITE_PATHS, type NavigationItem } from '../page-context.ts';

export const staffStartTexts = defineTexts(
  {
    title: 'Inicio',
    waiting: 'Lo que espera',
    nothing: 'Nada espera por usted.',
    setup: 'Para empezar a trabajar',
    setupLead:
      '{open, plural, =0 {Todo está puesto: no falta nada.} one {Falta una cosa.} other {Faltan # cosas.}} Se comprueba cada vez que abre esta página; «ventanilla doctor» dice lo mismo en el equipo.',
    setupAll: 'Ver lo comprobado',
    done: 'Listo',
    missing: 'Falta',
    goThere: 'Abrir',
    pages: 'Todo lo que usted puede abrir',
    noPages:
      'Su puesto todavía no abre ninguna página. Pida a quien administra las cuentas que le asigne sus funciones.',
    agencies: 'Sus dependencias',
    agenciesLead:
      'Tiene puesto en varias y trabaja en una a la vez. Todo lo que abra y cambie es de la que está marcada.',
    agency: 'Dependencia',
    here: 'Trabaja aquí',
    workHere: 'Trabajar en {name}',
    account: 'Mi cuenta',
    accountAbout: 'Contraseña, segundo factor y sesiones abiertas.',
  },
  {
    title: 'Start',
    waiting: 'What waits',
    nothing: 'Nothing waits for you.',
    setup: 'Before work begins',
    setupLead:
      '{open, plural, =0 {All is set up: nothing is missing.} one {One thing is missing.} other {# things are missing.}} It is checked whenever this page is opened; "ventanilla doctor" says the same at the machine.',
    setupAll: 'See what was checked',
    done: 'Ready',
    missing: 'Missing',
    goThere: 'Open',
    pages: 'All that you may open',
    noPages: 'Your post opens no page yet. Ask whoever administers the accounts to give you your functions.',
    agencies: 'Your agencies',
    agenciesLead:
      'You have posts in several and work in one at a time. All that you open and change is of the one marked.',
    agency: 'Agency',
    here: 'You work here',
    workHere: 'Work in {name}',
    account: 'My account',
    accountAbout: 'Password, second factor and open sessions.',
  },
);

/** What an agency needs before real work, as it stands now. */
export type LookAtSetup = (agencyId: string) => Promise<readonly (SetupFact & { readonly href: string | undefined })[]>;
type Setup = Awaited<ReturnType<LookAtSetup>>;

interface Waiting {
  readonly href: string;
  readonly count: number;
  readonly words: string;
}

interface StartView {
  readonly ctx: WebCtx;
  readonly waiting: readonly Waiting[];
  /** Empty for who does not run the agency. */
  readonly setup: Setup;
  /** Those in which they have a post, with what waits there; empty for who has posts in one only. */
  readonly agencies: readonly AgencyWaiting[];
}

interface AgencyWaiting {
  readonly id: string;
  readonly name: string;
  readonly waiting: readonly Waiting[];
}

function StaffStart({ ctx, waiting, setup, agencies }: StartView) {
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
      {agencies.length > 0 && <AgencyTable ctx={ctx} agencies={agencies} />}
      {setup.length > 0 && <SetupList ctx={ctx} setup={setup} />}
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

/** What waits in each agency, so that who runs several need not visit them one by one. */
function AgencyTable({ ctx, agencies }: { ctx: WebCtx; agencies: readonly AgencyWaiting[] }) {
  const t = staffStartTexts(ctx.locale);
  return (
    <section>
      <h2 id="dependencias">{t('agencies')}</h2>
      <p class="soft">{t('agenciesLead')}</p>
      <LiveRegion id="agencies">
        <DataTable labelledBy="dependencias" columns={[t('agency'), t('waiting'), hiddenColumn(t('agencies'))]}>
          {agencies.map(({ id, name, waiting }) => (
            <tr key={id}>
              <td>
                <strong>{name}</strong>
              </td>
              <td>
                {waiting.length === 0 ? (
                  <span class="soft">{t('nothing')}</span>
                ) : (
                  <ul class="plain-list">
                    {waiting.map(({ count, words }) => (
                      <li key={words}>
                        <strong>{count}</strong> {words}
                      </li>
                    ))}
                  </ul>
                )}
              </td>
              <td>
                {id === ctx.session?.agencyId ? (
                  <span class="tag tag-good">{t('here')}</span>
                ) : (
                  <ActionButton action={SITE_PATHS.changeAgency} fields={{ dependencia: id }}>
                    {t('workHere', { name })}
                  </ActionButton>
                )}
              </td>
            </tr>
          ))}
        </DataTable>
      </LiveRegion>
    </section>
  );
}

/** What is missing first; when nothing is, the list is folded away. */
function SetupList({ ctx, setup }: { ctx: WebCtx; setup: Setup }) {
  const t = staffStartTexts(ctx.locale);
  const open = setup.filter(({ done }) => !done);
  const list = (
    <ul class="plain-list">
      {[...open, ...setup.filter(({ done }) => done)].map(({ done, say, href }) => {
        const words = say(ctx.locale);
        return (
          <li key={words} class="check">
            <span class={done ? 'tag tag-good' : 'tag tag-warn'}>{t(done ? 'done' : 'missing')}</span>
            <span>
              {words}{' '}
              {!done && href && (
                <a href={href}>
                  {t('goThere')}
                  <span class="visually-hidden"> {words}</span>
                </a>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
  return (
    <section>
      <h2>{t('setup')}</h2>
      <p class="soft">{t('setupLead', { open: open.length })}</p>
      {open.length > 0 ? (
        list
      ) : (
        <details>
          <summary>{t('setupAll')}</summary>
          {list}
        </details>
      )}
    </section>
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

/** The same of each agency in which the person has a post, as if they worked there. */
function waitingInEach(ctx: WebCtx, tasks: readonly StaffTask[]): Promise<AgencyWaiting[]> {
  const { actor, session } = ctx;
  if (actor.kind !== 'staff' || !session || session.agencies.length < 2) return Promise.resolve([]);
  return Promise.all(
    session.agencies.map(async ({ id, name, grants }) => {
      const there = { ...ctx, actor: { ...actor, agencyId: id, grants } };
      return { id, name, waiting: await waitingFor(there, tasks) };
    }),
  );
}

/** Where staff begin who have no procedures to work on: what waits for them, and every page that they may open. */
export const staffStartRoutes = (tasks: readonly StaffTask[], setup: LookAtSetup): readonly Route[] => [
  {
    method: 'GET',
    url: SITE_PATHS.staffStart,
    access: { kind: 'staff' },
    title: (locale) => staffStartTexts(locale)('title'),
    async handle(ctx) {
      const runs = ctx.actor.kind === 'staff' && canSomewhere(ctx.access, ctx.actor, 'agencies.manage');
      const [waiting, states, agencies] = await Promise.all([
        waitingFor(ctx, tasks),
        runs ? setup(ctx.actor.agencyId) : [],
        waitingInEach(ctx, tasks),
      ]);
      return page(<StaffStart ctx={ctx} waiting={waiting} setup={states} agencies={agencies} />);
    },
  },
];
