import type { WebCtx } from '#platform/http/routes.ts';
import { formatDateTime, formatNumber } from '#platform/i18n/format.ts';
import type { NoticeVariable } from '#platform/notices.ts';
import { LiveRegion, StaffPage } from '#web/layout/staff-page.tsx';
import { ButtonRow, LinkButton } from '#web/ui/button/button.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { SelectField, type Choice } from '#web/ui/field/choice-fields.tsx';
import { FileField } from '#web/ui/field/file-field.tsx';
import { EmailField, TelField, TextField } from '#web/ui/field/text-field.tsx';
import { filledForm, type FormState } from '#web/ui/form/form-state.ts';
import { ActionButton, Form, Hidden } from '#web/ui/form/form.tsx';
import { Notice } from '#web/ui/notice/notice.tsx';
import { formatCost } from '../evidence-words.ts';
import { intakeTexts, type ProblemCode } from '../intake/problems.ts';
import { mailingTexts } from '../mailing-texts.ts';
import { MAILINGS_TOPIC, type Mailing, type MailingCounts } from '../store/mailings.ts';
import { NoticeSections } from './notice-sections.tsx';
import { DataTable } from '#web/ui/table/data-table.tsx';
import { Empty } from '#web/ui/empty/empty.tsx';
import { BackLink } from '#web/ui/back-link/back-link.tsx';
import { FilterForm } from '#web/ui/filters/filter-form.tsx';

export const MAILINGS = '/personal/avisos/envios';
export const MAILING_MEGABYTES = 20;
export const SHOWN_ROWS = 100;

export function MailingsPage({ ctx, mailings }: { ctx: WebCtx; mailings: readonly Mailing[] }) {
  const t = mailingTexts(ctx.locale);
  return (
    <StaffPage context={ctx.page} title={t('title')} live={[MAILINGS_TOPIC]}>
      <h1>{t('title')}</h1>
      <NoticeSections ctx={ctx} here="mailings" />
      <p class="lead">{t('lead')}</p>
      <ButtonRow>
        <LinkButton href={`${MAILINGS}/nuevo`}>{t('new')}</LinkButton>
        <LinkButton href={`${MAILINGS}/uno`} kind="secondary">
          {t('one')}
        </LinkButton>
      </ButtonRow>
      <h2>{t('past')}</h2>
      <LiveRegion id="mailings">
        {mailings.length === 0 ? (
          <Empty>{t('none')}</Empty>
        ) : (
          <DataTable label={t('past')} columns={[t('file'), t('template'), t('when'), t('state'), t('people')]}>
            {mailings.map((one) => (
              <tr key={one.id}>
                <th scope="row">
                  <a href={`${MAILINGS}/${one.id}`}>{one.name}</a>
                </th>
                <td>{one.template}</td>
                <td>{formatDateTime(one.createdAt, ctx.locale, 'short')}</td>
                <td>{t(`state.${one.state}`)}</td>
                <td>{formatNumber(one.totalRows, ctx.locale)}</td>
              </tr>
            ))}
          </DataTable>
        )}
      </LiveRegion>
    </StaffPage>
  );
}

interface FormView {
  readonly ctx: WebCtx;
  readonly form: FormState;
  readonly templates: readonly Choice[];
  readonly units: readonly Choice[];
}

export function NewMailingPage({ ctx, form, templates, units }: FormView) {
  const t = mailingTexts(ctx.locale);
  return (
    <StaffPage context={ctx.page} title={t('new')}>
      <ErrorSummary form={form} />
      <BackLink href={MAILINGS}>{t('back')}</BackLink>
      <h1>{t('new')}</h1>
      <Form action={`${MAILINGS}/nuevo`} state={form} submit={t('check')} multipart>
        <SelectField name="plantilla" label={t('template')} hint={t('templateHint')} choices={templates} />
        {units.length > 1 && <SelectField name="unidad" label={t('unit')} choices={units} prompt="none" />}
        <FileField
          name="archivo"
          label={t('list')}
          hint={t('listHint')}
          types={['csv']}
          megabytes={MAILING_MEGABYTES}
        />
        <fieldset class="fieldset">
          <legend class="label">{t('later')}</legend>
          <p class="hint">{t('laterHint')}</p>
          <div class="field-row">
            <TextField name="dia" label={t('day')} type="date" width="m" optional />
            <TextField name="hora" label={t('hour')} type="time" width="s" optional />
          </div>
        </fieldset>
      </Form>
    </StaffPage>
  );
}

export interface MailingView {
  readonly ctx: WebCtx;
  readonly mailing: Mailing;
  readonly counts: MailingCounts;
  readonly wrong: readonly { readonly number: number; readonly problem: string; readonly what: string }[];
  /** Ten-thousandths of a peso for all of it. */
  readonly costMxnE4: number;
  /** What is left of the month; undefined: there is no cap. */
  readonly leftMxnE4: number | undefined;
}

export function MailingPage({ view }: { view: MailingView }) {
  const { ctx, mailing, counts, wrong, costMxnE4, leftMxnE4 } = view;
  const t = mailingTexts(ctx.locale);
  const number = (value: number) => formatNumber(value, ctx.locale);
  const working = mailing.state === 'checking' || mailing.state === 'sending';
  const here = `${MAILINGS}/${mailing.id}`;
  const stats = [
    [number(counts.rows.valid), t('valid')],
    [number(counts.rows.suppressed), t('suppressed')],
    [number(counts.rows.wrong), t('wrong')],
    [number(counts.parts), t('segments')],
    [formatCost(Math.round(costMxnE4 / 100) * 100, ctx.locale), t('cost')],
  ] as const;
  return (
    <StaffPage
      context={ctx.page}
      title={mailing.name}
      live={[`mailing:${mailing.id}`]}
      refreshSeconds={working ? 3 : undefined}
    >
      <BackLink href={MAILINGS}>{t('back')}</BackLink>
      <LiveRegion id="envio">
        <h1>{mailing.name}</h1>
        <p>
          {t('template')}: {mailing.template} · {t(`state.${mailing.state}`)}
        </p>
        {working && (
          <div class="progress-box">
            <progress max={mailing.totalRows} value={mailing.doneRows} aria-label={t(`state.${mailing.state}`)} />
            <p role="status">{t('progress', { done: number(mailing.doneRows), total: number(mailing.totalRows) })}</p>
            <p class="soft">
              {t('refreshes')} <a href={here}>{t('refresh')}</a>
            </p>
          </div>
        )}
        <ul class="stats">
          {stats.map(([figure, words]) => (
            <li key={words} class="stat">
              <div class="stat-plate">
                <strong>{figure}</strong>
                <span>{words}</span>
              </div>
            </li>
          ))}
        </ul>
        <p class="soft">
          {t('used', { columns: mailing.columns.join(', ') })}{' '}
          {mailing.ignored.length > 0 && t('ignored', { columns: mailing.ignored.join(', ') })}{' '}
          {mailing.sendAt && t('leaves', { when: formatDateTime(mailing.sendAt, ctx.locale) })}
        </p>
        {mailing.state === 'checked' && (
          <>
            {leftMxnE4 !== undefined && costMxnE4 > leftMxnE4 && (
              <Notice kind="warning">
                <p>{t('tooDear', { left: formatCost(leftMxnE4, ctx.locale) })}</p>
              </Notice>
            )}
            <ButtonRow>
              {counts.messages > 0 && (
                <ActionButton action={`${here}/confirmar`} kind="primary">
                  {t('confirm', { count: counts.messages })}
                </ActionButton>
              )}
              <ActionButton action={`${here}/descartar`} kind="secondary">
                {t('drop')}
              </ActionButton>
            </ButtonRow>
          </>
        )}
        {wrong.length > 0 && <WrongRows ctx={ctx} wrong={wrong} />}
      </LiveRegion>
    </StaffPage>
  );
}

function WrongRows({ ctx, wrong }: Pick<MailingView, 'ctx' | 'wrong'>) {
  const t = mailingTexts(ctx.locale);
  const why = intakeTexts(ctx.locale);
  return (
    <section>
      <h2>{t('wrongRows')}</h2>
      {wrong.length === SHOWN_ROWS && <p>{t('firstOnly', { count: SHOWN_ROWS })}</p>}
      <DataTable label={t('wrongRows')} columns={[t('row'), t('why')]}>
        {wrong.map(({ number, problem, what }) => (
          <tr key={number}>
            <td>{number + 1}</td>
            <td>{why(problem as ProblemCode, { what })}</td>
          </tr>
        ))}
      </DataTable>
    </section>
  );
}

export interface OneView extends FormView {
  /** Short name of the chosen template; empty: none yet. */
  readonly template: string;
  readonly variables: readonly NoticeVariable[];
  readonly channels: readonly string[];
}

export function OneMessagePage({ view }: { view: OneView }) {
  const { ctx, form, templates, units, template, variables, channels } = view;
  const t = mailingTexts(ctx.locale);
  return (
    <StaffPage context={ctx.page} title={t('one')}>
      <ErrorSummary form={form} />
      <BackLink href={MAILINGS}>{t('back')}</BackLink>
      <h1>{t('one')}</h1>
      <p class="lead">{t('oneLead')}</p>
      <FilterForm action={`${MAILINGS}/uno`} state={filledForm({ plantilla: template })} submit={t('choose')}>
        <SelectField name="plantilla" label={t('template')} choices={templates} />
      </FilterForm>
      {template !== '' && (
        <Form action={`${MAILINGS}/uno`} state={form} submit={t('send')}>
          <Hidden name="plantilla" value={template} />
          {units.length > 1 && <SelectField name="unidad" label={t('unit')} choices={units} prompt="none" />}
          {channels.includes('sms') && (
            <TelField name="celular" label={t('mobile')} hint={t('mobileHint')} optional autocomplete="off" />
          )}
          {channels.includes('email') && <EmailField name="correo" label={t('email')} optional autocomplete="off" />}
          {variables.map((variable) => (
            <TextField
              key={variable.name}
              name={`dato-${variable.name}`}
              label={variable.title(ctx.locale)}
              hint={variable.samples.typical}
              {...(variable.type === 'date' ? { type: 'date' as const } : {})}
              autocomplete="off"
            />
          ))}
        </Form>
      )}
    </StaffPage>
  );
}
