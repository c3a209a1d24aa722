import type { WebCtx } from '#platform/http/routes.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { LinkButton } from '#web/ui/button/button.tsx';
import { SelectField } from '#web/ui/field/choice-fields.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { filledForm } from '#web/ui/form/form-state.ts';
import { manageTexts } from '../manage-texts.ts';
import { ACCOUNT_STATES, type AccountRow, type AccountState } from '../queries/managed-accounts.ts';
import { DataTable } from '#web/ui/table/data-table.tsx';
import { Empty } from '#web/ui/empty/empty.tsx';
import { FilterForm } from '#web/ui/filters/filter-form.tsx';

const TAGS: Record<AccountState, string> = { active: 'tag-good', invited: 'tag-warn', disabled: 'tag-bad' };

export function StateTag({ ctx, state }: { ctx: WebCtx; state: AccountState }) {
  return <span class={`tag ${TAGS[state]}`}>{manageTexts(ctx.locale)(`state.${state}`)}</span>;
}

interface ListView {
  readonly ctx: WebCtx;
  readonly rows: readonly AccountRow[];
  readonly next: string | undefined;
  readonly query: Readonly<Record<string, string>>;
}

export function AccountsPage({ ctx, rows, next, query }: ListView) {
  const t = manageTexts(ctx.locale);
  return (
    <StaffPage context={ctx.page} title={t('title')}>
      <h1>{t('title')}</h1>
      <p class="lead">{t('lead')}</p>
      <p>
        <LinkButton href="/personal/cuentas/nueva">{t('new')}</LinkButton>
      </p>
      <FilterForm action="/personal/cuentas" state={filledForm(query)} submit={t('search')}>
        <TextField name="q" label={t('words')} width="m" autocomplete="off" maxLength={80} />
        <SelectField
          name="estado"
          label={t('state')}
          prompt={t('all')}
          choices={ACCOUNT_STATES.map((state) => ({ value: state, label: t(`state.${state}`) }))}
          width="m"
        />
      </FilterForm>
      {rows.length === 0 ? (
        <Empty>{t('none')}</Empty>
      ) : (
        <DataTable label={t('title')} columns={[t('name'), t('posts'), t('state')]}>
          {rows.map(({ id, name, login, posts, state }) => (
            <tr key={id}>
              <td>
                <a href={`/personal/cuentas/${id}`}>{name}</a>
                <p class="small soft">{login}</p>
              </td>
              <td>
                {posts.map((post) => (
                  <p key={post}>{post}</p>
                ))}
              </td>
              <td>
                <StateTag ctx={ctx} state={state} />
              </td>
            </tr>
          ))}
        </DataTable>
      )}
      {next && (
        <p>
          <LinkButton
            href={`/personal/cuentas?${new URLSearchParams({ ...query, despues: next })}`}
            kind="secondary"
            icon="arrow"
          >
            {t('more')}
          </LinkButton>
        </p>
      )}
    </StaffPage>
  );
}
