import { OFFICE_TIME_ZONE } from '#platform/clock.ts';
import type { WebCtx } from '#platform/http/routes.ts';
import { formatDate, formatDateTime, formatNumber } from '#platform/i18n/format.ts';
import type { Office } from '#modules/agencies/index.ts';
import { DOUBTS } from '#modules/people/index.ts';
import { LiveRegion, StaffPage } from '#web/layout/staff-page.tsx';
import { Checkbox, SelectField } from '#web/ui/field/choice-fields.tsx';
import type { FormState } from '#web/ui/form/form-state.ts';
import { Hidden } from '#web/ui/form/form.tsx';
import { Icon } from '#web/ui/icon/icon.tsx';
import { UNREACHED_TOPIC } from '../../commands/settle-unreached.ts';
import { adviceFor } from '../../domain/unreached.ts';
import type { NamedEntry, SettledEntry } from '../../queries/unreached.ts';
import { COUNT_CAP } from '../../queries/work-queue.ts';
import { unreachedTexts } from '../../unreached-texts.ts';
import type { NamedContact } from '#modules/people/index.ts';
import { StatusTag } from '../status-tag.tsx';
import { DataTable } from '#web/ui/table/data-table.tsx';
import { Empty } from '#web/ui/empty/empty.tsx';
import { FilterForm } from '#web/ui/filters/filter-form.tsx';
import { Downloads } from '#web/ui/downloads/downloads.tsx';

export const UNREACHED_URL = '/personal/sin-contacto';
export type NamedSettlement = SettledEntry & NamedContact;

export interface ListView {
  readonly ctx: WebCtx;
  readonly form: FormState;
  /** Those within reach; with one alone there is nothing to choose. */
  readonly offices: readonly Office[];
  readonly services: ReadonlyMap<string, string>;
  /** Account -> name, of whoever settled. */
  readonly names: ReadonlyMap<string, string>;
  readonly shown:
    | { readonly kind: 'pending'; readonly rows: readonly NamedEntry[]; readonly count: number }
    | { readonly kind: 'settled'; readonly rows: readonly NamedSettlement[] };
  /** Query of this list, and of the next page; undefined: there is none. */
  readonly query: string;
  readonly next: string | undefined;
}

const day = (ctx: WebCtx, at: Temporal.Instant): string =>
  formatDate(at.toZonedDateTimeISO(OFFICE_TIME_ZONE).toPlainDate(), ctx.locale, 'short');

export function UnreachedListPage(view: ListView) {
  const { ctx, shown } = view;
  const t = unreachedTexts(ctx.locale);
  const past = shown.kind === 'settled';
  return (
    <StaffPage context={ctx.page} title={t('title')} live={[UNREACHED_TOPIC, 'registry']}>
      <h1>{t('title')}</h1>
      <p class="lead">{t('lead')}</p>
      <nav class="sections" aria-label={t('title')}>
        <ul>
          <li>
            <a href={UNREACHED_URL} aria-current={past ? undefined : 'page'}>
              {t('pending')}
            </a>
          </li>
          <li>
            <a href={`${UNREACHED_URL}?atendidos=1`} aria-current={past ? 'page' : undefined}>
              {t('settled')}
            </a>
          </li>
        </ul>
      </nav>
      <Filters {...view} />
      <LiveRegion id="unreached">
        {shown.kind === 'pending' && (
          <p role="status">
            <strong>
              {shown.count > COUNT_CAP
                ? t('foundMany', { count: formatNumber(COUNT_CAP, ctx.locale) })
                : t('found', { count: shown.count })}
            </strong>
          </p>
        )}
        {shown.rows.length === 0 ? (
          <Empty>{t(past ? 'noneSettled' : 'none')}</Empty>
        ) : shown.kind === 'pending' ? (
          <PendingTable {...view} rows={shown.rows} />
        ) : (
          <SettledTable {...view} rows={shown.rows} />
        )}
      </LiveRegion>
      {view.next !== undefined && (
        <p>
          <a href={`${UNREACHED_URL}?${view.next}`}>{t('more')}</a>
        </p>
      )}
      {!past && <Downloads excel={`${UNREACHED_URL}.xlsx?${view.query}`} csv={`${UNREACHED_URL}.csv?${view.query}`} />}
    </StaffPage>
  );
}

function Filters({ ctx, form, offices, shown }: ListView) {
  const t = unreachedTexts(ctx.locale);
  return (
    <FilterForm action={UNREACHED_URL} state={form} submit={t('filter')}>
      {shown.kind === 'settled' && <Hidden name="atendidos" value="1" />}
      {offices.length > 1 && (
        <SelectField
          name="oficina"
          label={t('office')}
          prompt={t('all')}
          choices={offices.map(({ unitId, name }) => ({ value: unitId, label: name }))}
          width="m"
        />
      )}
      <SelectField
        name="medio"
        label={t('channel')}
        prompt={t('all')}
        choices={(['sms', 'email'] as const).map((value) => ({ value, label: t(value) }))}
        width="m"
      />
      <SelectField
        name="motivo"
        label={t('reason')}
        prompt={t('all')}
        choices={DOUBTS.map((value) => ({ value, label: t(value) }))}
        width="m"
      />
      {shown.kind === 'pending' && <Checkbox name="solo" label={t('aloneOnly')} />}
    </FilterForm>
  );
}

/** The masked address with its sign. */
export function ContactCell({ ctx, entry }: { ctx: WebCtx; entry: NamedContact }) {
  const t = unreachedTexts(ctx.locale);
  return (
    <span class="nowrap">
      <Icon name={entry.channel === 'sms' ? 'phone' : 'mail'} title={t(entry.channel)} /> {entry.address || t('erased')}
    </span>
  );
}

/** Why the contact is on the list, and whether its owner was asked. */
export function ReasonCell({ ctx, entry }: { ctx: WebCtx; entry: NamedEntry }) {
  const t = unreachedTexts(ctx.locale);
  return (
    <>
      {t(entry.because)}
      {entry.askedAt && <p class="soft small">{t('asked', { date: day(ctx, entry.askedAt) })}</p>}
    </>
  );
}

function PendingTable({ ctx, rows, services }: ListView & { rows: readonly NamedEntry[] }) {
  const t = unreachedTexts(ctx.locale);
  return (
    <DataTable
      label={t('title')}
      columns={[t('person'), t('procedure'), t('contact'), t('reason'), t('since'), t('advice')]}
    >
      {rows.map((entry) => (
        <tr key={`${entry.contactId} ${entry.procedureId}`}>
          <th scope="row">
            <a href={`${UNREACHED_URL}/${entry.procedureId}`}>{entry.name}</a>
          </th>
          <td>
            <p>{entry.folio}</p>
            <p class="soft small">{services.get(entry.service) ?? entry.service}</p>
            <StatusTag status={entry.status} />
          </td>
          <td>
            <ContactCell ctx={ctx} entry={entry} />
          </td>
          <td>
            <ReasonCell ctx={ctx} entry={entry} />
          </td>
          <td>{day(ctx, entry.since)}</td>
          <td>
            <p>
              <strong>{t(entry.otherWay ? 'otherWay' : 'noOtherWay')}</strong>
            </p>
            <p class="small">{t(adviceFor(entry))}</p>
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

type SettledProps = Pick<ListView, 'ctx' | 'names'> & { rows: readonly NamedSettlement[] };

/** Who settled what, when and how; the proof that somebody was told. */
export function SettledTable({ ctx, rows, names }: SettledProps) {
  const t = unreachedTexts(ctx.locale);
  return (
    <DataTable
      label={t('settled')}
      columns={[t('person'), t('procedure'), t('contact'), t('reason'), t('how'), t('by')]}
    >
      {rows.map((entry) => (
        <tr key={entry.id}>
          <th scope="row">{entry.name}</th>
          <td>
            <a href={`${UNREACHED_URL}/${entry.procedureId}`}>{entry.folio}</a>
          </td>
          <td>
            <ContactCell ctx={ctx} entry={entry} />
          </td>
          <td>
            {t(entry.because)} <span class="soft small">({day(ctx, entry.since)})</span>
          </td>
          <td>
            <p>{t(`how_${entry.how}`)}</p>
            {entry.note !== '' && <p class="soft small">{entry.note}</p>}
          </td>
          <td>
            <p>{names.get(entry.settledBy.replace('staff:', '')) ?? entry.settledBy}</p>
            <p class="soft small">{formatDateTime(entry.settledAt, ctx.locale, 'short')}</p>
          </td>
        </tr>
      ))}
    </DataTable>
  );
}
