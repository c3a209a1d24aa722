import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { isId } from '#platform/ids.ts';
import { LiveRegion, StaffPage } from '#web/layout/staff-page.tsx';
import { ButtonRow, LinkButton } from '#web/ui/button/button.tsx';
import { CheckboxGroup } from '#web/ui/field/choice-fields.tsx';
import { filledForm } from '#web/ui/form/form-state.ts';
import { ActionButton } from '#web/ui/form/form.tsx';
import { tellPeopleApart } from '../commands/tell-people-apart.ts';
import { DUPLICATES_TOPIC } from '../topics.ts';
import {
  countLikelyDuplicates,
  listLikelyDuplicates,
  MOST_COUNTED,
  type LikelyDuplicate,
  type LikelyPage,
} from '../queries/likely-duplicates.ts';
import type { Person } from '../store/people.ts';
import { ContactList } from './contact-list.tsx';
import { peoplePageTexts } from '../page-texts.ts';
import { Empty } from '#web/ui/empty/empty.tsx';
import { BackLink } from '#web/ui/back-link/back-link.tsx';
import { FilterForm } from '#web/ui/filters/filter-form.tsx';

const DUPLICATES = '/personal/personas/duplicados';
const title: Route['title'] = (locale) => peoplePageTexts(locale)('duplicates');
const nameOf = ({ names, surnames }: Person) => `${names} ${surnames}`;

interface View extends LikelyPage {
  readonly count: number;
  readonly query: Readonly<Record<string, string>>;
}

function DuplicatesPage({ ctx, view }: { ctx: WebCtx; view: View }) {
  const t = peoplePageTexts(ctx.locale);
  const { count, query } = view;
  return (
    <StaffPage context={ctx.page} title={t('duplicates')} live={[DUPLICATES_TOPIC]}>
      <BackLink href="/personal/personas">{t('back')}</BackLink>
      <h1>{t('duplicates')}</h1>
      <p class="lead">{t('duplicatesLead')}</p>
      <FilterForm action={DUPLICATES} state={filledForm(query)} submit={t('filter')}>
        <CheckboxGroup
          name="medio"
          label={t('contacts')}
          choices={[{ value: 'si', label: t('onlySameAddress') }]}
          inline
        />
      </FilterForm>
      <LiveRegion id="pairs">
        <p role="status">
          {count >= MOST_COUNTED ? t('duplicatesMany', { count: MOST_COUNTED }) : t('duplicatesCount', { count })}
        </p>
        {view.pairs.length === 0 && (
          <Empty>
            {t('noDuplicates')} {t('noDuplicatesNext')}
          </Empty>
        )}
        <ul class="pairs">
          {view.pairs.map((pair) => (
            <li key={pair.id} class="card">
              <Pair ctx={ctx} pair={pair} />
            </li>
          ))}
        </ul>
      </LiveRegion>
      <p class="pages">
        {query.despues && <a href={pageUrl(query)}>{t('firstPage')}</a>}
        {view.next && <a href={pageUrl(query, `${view.next.score}_${view.next.id}`)}>{t('nextPage')}</a>}
      </p>
    </StaffPage>
  );
}

function Pair({ ctx, pair }: { ctx: WebCtx; pair: LikelyDuplicate }) {
  const t = peoplePageTexts(ctx.locale);
  const [one, other] = pair.people;
  const both = t('compareHidden', { one: nameOf(one), other: nameOf(other) });
  return (
    <>
      <p class="tags">
        <span class="tag">{pair.score >= 0.995 ? t('sameName') : t('likeName')}</span>
        {pair.sameAddress && <span class="tag tag-accent">{t('sameAddress')}</span>}
        <span class="soft small">{t('likeness', { percent: Math.floor(pair.score * 100) })}</span>
      </p>
      <div class="side-by-side">
        {pair.people.map((person) => (
          <div key={person.id}>
            <p>
              <a href={`/personal/personas/${person.id}`}>{nameOf(person)}</a>
            </p>
            <ContactList person={person} />
          </div>
        ))}
      </div>
      <ButtonRow>
        <LinkButton href={compareUrl(one.id, other.id)} hiddenText={both}>
          {t('compareTwo')}
        </LinkButton>
        <ActionButton
          action="/personal/personas/distintas"
          fields={{ first: one.id, second: other.id }}
          hiddenText={both}
        >
          {t('different')}
        </ActionButton>
      </ButtonRow>
    </>
  );
}

const compareUrl = (one: string, other: string) =>
  `/personal/personas/unir?${new URLSearchParams({ p1: one, p2: other, de: 'duplicados' })}`;

function pageUrl({ medio }: Readonly<Record<string, string>>, after?: string): string {
  const query = new URLSearchParams({ ...(medio ? { medio } : {}), ...(after ? { despues: after } : {}) });
  return `${DUPLICATES}?${query}`;
}

/** `0.93_0198…`: likeness and id of the last pair of the page before; anything else begins at the beginning. */
function afterOf(written: string | undefined): { score: number; id: string } | undefined {
  const [score = '', id] = written?.split('_') ?? [];
  return isId(id) && /^[01](?:\.\d{1,20})?$/.test(score) ? { score: Number(score), id } : undefined;
}

async function show(ctx: WebCtx): Promise<RouteResult> {
  if (ctx.actor.kind !== 'staff') return redirect('/personal');
  const { query } = ctx.request;
  const { agencyId } = ctx.actor;
  const filter = { sameAddress: query.medio === 'si', after: afterOf(query.despues) };
  const [list, count] = [await listLikelyDuplicates(ctx, agencyId, filter), await countLikelyDuplicates(ctx, agencyId)];
  return page(<DuplicatesPage ctx={ctx} view={{ ...list, count, query }} />);
}

async function apart(ctx: WebCtx): Promise<RouteResult> {
  const t = peoplePageTexts(ctx.locale);
  const { first, second } = ctx.request.form;
  if (!isId(first) || !isId(second)) return redirect(DUPLICATES, { kind: 'warning', text: t('chooseTwo') });
  await tellPeopleApart(ctx, [first, second]);
  return redirect(DUPLICATES, { kind: 'success', text: t('differentDone') });
}

const access = { kind: 'staff', action: 'people.merge' } as const;

export const duplicateRoutes: readonly Route[] = [
  { method: 'GET', url: DUPLICATES, access, title, handle: show },
  { method: 'POST', url: '/personal/personas/distintas', access, csrf: 'form-token', title, handle: apart },
];
