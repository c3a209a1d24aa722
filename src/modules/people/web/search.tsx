import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { Button } from '#web/ui/button/button.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { EMPTY_FORM, filledForm, type FormState } from '#web/ui/form/form-state.ts';
import { Form } from '#web/ui/form/form.tsx';
import { countLikelyDuplicates } from '../queries/likely-duplicates.ts';
import { searchPeople } from '../queries/search-people.ts';
import type { Person } from '../store/people.ts';
import { ContactList } from './contact-list.tsx';
import { peoplePageTexts } from '../page-texts.ts';
import { DataTable } from '#web/ui/table/data-table.tsx';
import { Empty } from '#web/ui/empty/empty.tsx';

const title: Route['title'] = (locale) => peoplePageTexts(locale)('title');

interface SearchView {
  ctx: WebCtx;
  /** Undefined before a search. */
  found: readonly Person[] | undefined;
  form: FormState;
  /** Likely duplicates that wait; undefined for who may not merge. */
  waiting: number | undefined;
}

function SearchPage({ ctx, found, form, waiting }: SearchView) {
  const t = peoplePageTexts(ctx.locale);
  const mayMerge = canSomewhere(ctx.access, ctx.actor, 'people.merge');
  return (
    <StaffPage context={ctx.page} title={t('title')}>
      <ErrorSummary form={form} />
      <h1>{t('title')}</h1>
      {waiting !== undefined && (
        <p>
          <a href="/personal/personas/duplicados">{t('duplicates')}</a>{' '}
          <span class="soft">({t('duplicatesCount', { count: waiting })})</span>
        </p>
      )}
      <Form action="/personal/personas" submit={t('submit')} state={form}>
        <TextField name="q" label={t('search')} hint={t('searchHint')} width="l" maxLength={160} autocomplete="off" />
      </Form>
      {found?.length === 0 && (
        <Empty announced>
          {t('none')} {t('noneNext')}
        </Empty>
      )}
      {found && found.length > 0 && (
        <Form action="/personal/personas/unir" method="get">
          <p role="status">{t('found', { count: found.length })}</p>
          {mayMerge && found.length > 1 && <p class="soft">{t('chooseHint')}</p>}
          <PeopleTable people={found} choose={mayMerge && found.length > 1} label={t('title')} ctx={ctx} />
          {mayMerge && found.length > 1 && <Button kind="secondary">{t('compare')}</Button>}
        </Form>
      )}
    </StaffPage>
  );
}

function PeopleTable(props: { ctx: WebCtx; people: readonly Person[]; choose: boolean; label: string }) {
  const t = peoplePageTexts(props.ctx.locale);
  return (
    <DataTable label={props.label} columns={[props.choose && t('choose'), t('name'), t('contacts')]}>
      {props.people.map((person, index) => (
        <tr key={person.id}>
          {props.choose && (
            <td>
              <input
                type="checkbox"
                name={`p${index + 1}`}
                value={person.id}
                aria-label={`${t('choose')} ${person.names} ${person.surnames} (${index + 1})`}
              />
            </td>
          )}
          <td>
            <a href={`/personal/personas/${person.id}`}>
              {person.names} {person.surnames}
            </a>
          </td>
          <td>
            <ContactList person={person} />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

async function waitingFor(ctx: WebCtx): Promise<number | undefined> {
  if (ctx.actor.kind !== 'staff' || !canSomewhere(ctx.access, ctx.actor, 'people.merge')) return undefined;
  return countLikelyDuplicates(ctx, ctx.actor.agencyId);
}

async function search(ctx: WebCtx): Promise<RouteResult> {
  const written = String(ctx.request.form.q ?? '').slice(0, 160);
  if (ctx.actor.kind !== 'staff' || written.trim() === '') return redirect('/personal/personas');
  const found = await searchPeople(ctx, ctx.actor.agencyId, written);
  const waiting = await waitingFor(ctx);
  return page(<SearchPage ctx={ctx} found={found} form={filledForm({ q: written })} waiting={waiting} />);
}

export const searchRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/personal/personas',
    access: { kind: 'staff', action: 'people.read' },
    title,
    handle: async (ctx) =>
      page(<SearchPage ctx={ctx} found={undefined} form={EMPTY_FORM} waiting={await waitingFor(ctx)} />),
  },
  {
    // By POST although it changes nothing: a telephone or a name in an address would stay in logs and histories.
    method: 'POST',
    url: '/personal/personas',
    access: { kind: 'staff', action: 'people.read' },
    csrf: 'form-token',
    title,
    handle: search,
  },
];
