import type { WebCtx } from '#platform/http/routes.ts';
import type { Municipality } from '#modules/geography/index.ts';
import { LiveRegion, StaffPage } from '#web/layout/staff-page.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { Checkbox } from '#web/ui/field/choice-fields.tsx';
import { TextArea } from '#web/ui/field/text-area.tsx';
import { AutocompleteField, TelField, TextField } from '#web/ui/field/text-field.tsx';
import type { FormState } from '#web/ui/form/form-state.ts';
import { ActionButton, Form } from '#web/ui/form/form.tsx';
import { officeEditorTexts } from '../office-editor-texts.ts';
import { hoursInWords, weekdayName } from '../opening-words.ts';
import type { Jurisdiction } from '../queries/jurisdictions.ts';
import { OFFICES_TOPIC, type Office } from '../queries/offices.ts';
import { WEEKDAYS } from './office-form.ts';
import { DataTable, hiddenColumn } from '#web/ui/table/data-table.tsx';
import { Empty } from '#web/ui/empty/empty.tsx';

/** The offices that this person may write about. */
export function OfficeListPage({ ctx, offices }: { ctx: WebCtx; offices: readonly Office[] }) {
  const t = officeEditorTexts(ctx.locale);
  return (
    <StaffPage context={ctx.page} title={t('title')} live={[OFFICES_TOPIC]}>
      <h1>{t('title')}</h1>
      <p class="lead">{t('lead')}</p>
      <LiveRegion id="offices">
        <DataTable label={t('title')} columns={[t('office'), t('address'), t('hours'), t('state')]}>
          {offices.map((office) => (
            <tr key={office.unitId}>
              <td>
                <a href={`/personal/oficinas/${office.code.toLowerCase()}`}>{office.name}</a>
              </td>
              <td>{office.address}</td>
              <td>{hoursInWords(office.week, ctx.locale)}</td>
              <td>
                <span class={office.source === null ? 'tag tag-warn' : 'tag tag-good'}>
                  {office.source === null ? t('toConfirm') : t('confirmed')}
                </span>
              </td>
            </tr>
          ))}
        </DataTable>
      </LiveRegion>
    </StaffPage>
  );
}

interface EditorView {
  readonly ctx: WebCtx;
  readonly office: Office;
  readonly serves: readonly Jurisdiction[];
  readonly municipalities: readonly Municipality[];
  readonly form: FormState;
  readonly add: FormState;
}

/** Where one office is, when it opens, and whom it serves. */
export function OfficeEditorPage({ ctx, office, serves, municipalities, form, add }: EditorView) {
  const t = officeEditorTexts(ctx.locale);
  const code = office.code.toLowerCase();
  return (
    <StaffPage context={ctx.page} title={office.name}>
      <ErrorSummary form={form} />
      <ErrorSummary form={add} />
      <p>
        <a href="/personal/oficinas">{t('all')}</a> · <a href={`/oficinas/${code}`}>{t('open')}</a>
      </p>
      <h1>{office.name}</h1>
      <Form action={`/personal/oficinas/${code}`} state={form} submit={t('save')} warnUnsaved>
        <h2>{t('where')}</h2>
        <TextArea name="address" label={t('address')} hint={t('addressHint')} rows={2} />
        <TelField name="phone" label={t('phone')} autocomplete="off" optional />
        <TextField name="source" label={t('source')} hint={t('sourceHint')} autocomplete="off" optional />
        <div class="field-row">
          <Degrees name="latitude" example="19.2925" locale={ctx.locale} />
          <Degrees name="longitude" example="-99.6569" locale={ctx.locale} />
        </div>
        <h2>{t('week')}</h2>
        <p class="soft">{t('weekHint')}</p>
        {WEEKDAYS.map((weekday) => (
          <div key={weekday} class="field-row week-row">
            <TextField
              name={`opens-${weekday}`}
              label={t('opens', { day: weekdayName(weekday, ctx.locale) })}
              type="time"
              width="s"
              autocomplete="off"
            />
            <TextField
              name={`closes-${weekday}`}
              label={t('closes', { day: weekdayName(weekday, ctx.locale) })}
              type="time"
              width="s"
              autocomplete="off"
            />
          </div>
        ))}
      </Form>
      <section>
        <h2>{t('municipalities')}</h2>
        <Served {...{ ctx, serves, municipalities, address: `/personal/oficinas/${code}/municipios` }} />
        <Form
          action={`/personal/oficinas/${code}/municipios`}
          state={add}
          submit={t('addButton')}
          submitKind="secondary"
        >
          <AutocompleteField
            name="municipality"
            label={t('add')}
            suggestions={municipalities.map(({ name }) => name)}
            maxLength={80}
          />
          <Checkbox name="confirmed" label={t('isPublished')} />
        </Form>
      </section>
    </StaffPage>
  );
}

function Degrees({
  name,
  example,
  locale,
}: {
  name: 'latitude' | 'longitude';
  example: string;
  locale: WebCtx['locale'];
}) {
  const t = officeEditorTexts(locale);
  const hint = t('degreesHint', { example });
  return <TextField name={name} label={t(name)} hint={hint} width="m" inputmode="decimal" autocomplete="off" />;
}

function Served(props: Pick<EditorView, 'ctx' | 'serves' | 'municipalities'> & { address: string }) {
  const { ctx, serves, municipalities, address } = props;
  const t = officeEditorTexts(ctx.locale);
  const rows = municipalities.flatMap(({ code, name }) => {
    const found = serves.find(({ municipalityCode }) => municipalityCode === code);
    return found ? [{ code, name, confirmed: found.confirmed }] : [];
  });
  if (rows.length === 0) return <Empty>{t('none')}</Empty>;
  return (
    <DataTable label={t('municipalities')} columns={[t('municipality'), t('state'), hiddenColumn(t('save'))]}>
      {rows.map(({ code, name, confirmed }) => (
        <tr key={code}>
          <td>{name}</td>
          <td>
            <span class={confirmed ? 'tag tag-good' : 'tag tag-warn'}>
              {confirmed ? t('confirmed') : t('toConfirm')}
            </span>
          </td>
          <td>
            <div class="button-row">
              {!confirmed && (
                <ActionButton action={address} fields={{ municipality: code, confirmed: '1' }} hiddenText={name}>
                  {t('confirm')}
                </ActionButton>
              )}
              <ActionButton action={`${address}/quitar`} kind="quiet" fields={{ municipality: code }} hiddenText={name}>
                {t('remove')}
              </ActionButton>
            </div>
          </td>
        </tr>
      ))}
    </DataTable>
  );
}
