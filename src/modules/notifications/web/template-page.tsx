import type { WebCtx } from '#platform/http/routes.ts';
import { SAMPLE_SIZES, type NoticeKind } from '#platform/notices.ts';
import { actorLabel } from '#platform/permissions/actor.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { Button, ButtonRow } from '#web/ui/button/button.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { RadioGroup } from '#web/ui/field/choice-fields.tsx';
import { TextArea } from '#web/ui/field/text-area.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import type { FormState } from '#web/ui/form/form-state.ts';
import { Form, Hidden } from '#web/ui/form/form.tsx';
import { Notice } from '#web/ui/notice/notice.tsx';
import { adminTexts } from '../admin-texts.ts';
import { templateMark } from '../template-mark.ts';
import { ENCODING_POLICIES } from '../domain/sms/encoding.ts';
import type { TemplateVersion } from '../store/templates.ts';
import { NoticeSections } from './notice-sections.tsx';
import { STATUS_TAGS, TemplateChanges, TemplateHistory } from './template-history.tsx';
import { TemplatePreview, type PreviewView } from './template-preview.tsx';
import { DataTable } from '#web/ui/table/data-table.tsx';
import { BackLink } from '#web/ui/back-link/back-link.tsx';

export interface TemplateView {
  readonly ctx: WebCtx;
  readonly source: NoticeKind | undefined;
  /** Newest first. */
  readonly versions: readonly TemplateVersion[];
  /** What is at work, or else what is in force. */
  readonly shown: TemplateVersion;
  readonly form: FormState;
  readonly preview: PreviewView;
}

/** One template: its texts, how they would look, who has to approve them, and what they were before. */
export function TemplatePage(view: TemplateView) {
  const { ctx, source, versions, shown, form, preview } = view;
  const t = adminTexts(ctx.locale);
  const { name } = shown.content;
  const address = `/personal/avisos/plantillas/${shown.slug}`;
  const active = versions.find(({ status }) => status === 'active');
  const mayEdit = canSomewhere(ctx.access, ctx.actor, 'notifications.edit');
  const mayApprove = canSomewhere(ctx.access, ctx.actor, 'notifications.approve');
  const isChange = shown.status === 'draft' || shown.status === 'submitted';
  return (
    <StaffPage context={ctx.page} title={name} islands={mayEdit ? ['template-preview'] : []}>
      <ErrorSummary form={form} />
      <NoticeSections ctx={ctx} />
      <BackLink href="/personal/avisos">{t('back')}</BackLink>
      <h1>{name}</h1>
      <p>
        <span class={STATUS_TAGS[shown.status]}>{t(`status.${shown.status}`)}</span>{' '}
        {t('versionOf', { version: shown.version })}
        {source && ` · ${source.title(ctx.locale)}`}
      </p>
      <WorkNotice view={view} />
      {shown.content.urgentReason !== '' && (
        <Notice kind="warning">
          <p>{t('urgentNote', { reason: shown.content.urgentReason })}</p>
        </Notice>
      )}
      <div class="columns columns-even">
        <section>
          {mayEdit ? (
            <TemplateForm ctx={ctx} form={form} address={address} />
          ) : (
            <SampleForm ctx={ctx} form={form} address={address} />
          )}
          {mayEdit && source && <VariableTable ctx={ctx} source={source} />}
          {isChange && active && <TemplateChanges from={active.content} to={shown.content} />}
          {shown.status === 'submitted' && mayApprove && <Decision ctx={ctx} address={address} shown={shown} />}
        </section>
        <section>
          <h2>{t('preview')}</h2>
          <TemplatePreview view={preview} />
        </section>
      </div>
      <TemplateHistory versions={versions} address={address} mayRestore={mayApprove} />
    </StaffPage>
  );
}

function WorkNotice({ view: { ctx, versions, shown } }: { view: TemplateView }) {
  const t = adminTexts(ctx.locale);
  const { version, status } = shown;
  const [newest] = versions;
  if (status === 'submitted') return <Notice>{<p>{t('waiting', { version })}</p>}</Notice>;
  if (status === 'draft' && versions.length > 1) return <Notice>{<p>{t('editing', { version })}</p>}</Notice>;
  if (newest?.status !== 'rejected') return null;
  return (
    <Notice kind="warning">
      <p>{t('rejectedNote', { version: newest.version, note: newest.decisionNote })}</p>
    </Notice>
  );
}

/** Both columns belong to one form: the sizes of the samples stand in it, and the preview answers to it. */
function TemplateForm({ ctx, form, address }: { ctx: WebCtx; form: FormState; address: string }) {
  const t = adminTexts(ctx.locale);
  return (
    <Form action={address} state={form} warnUnsaved preview={`${address}/vista`}>
      <TextField name="name" label={t('name')} hint={t('nameHint')} autocomplete="off" />
      <TextArea name="sms" label={t('sms')} hint={t('smsHint')} rows={4} />
      <RadioGroup
        name="policy"
        label={t('policy')}
        choices={ENCODING_POLICIES.map((value) => ({
          value,
          label: t(`policy.${value}`),
          hint: t(`policy.${value}.hint`),
        }))}
      />
      <TextField name="emailSubject" label={t('emailSubject')} autocomplete="off" spellcheck />
      <TextArea name="emailText" label={t('emailText')} hint={t('emailTextHint')} rows={9} />
      <TextField name="expiresHours" label={t('expiresHours')} width="s" inputmode="numeric" suffix={t('hours')} />
      <TextField
        name="urgentReason"
        label={t('urgentReason')}
        hint={t('urgentHint')}
        optional
        autocomplete="off"
        spellcheck
      />
      <SampleChoice ctx={ctx} />
      <ButtonRow>
        <Button kind="secondary" formAction={`${address}/vista`}>
          {t('refresh')}
        </Button>
        <Button kind="secondary">{t('save')}</Button>
        <Button formAction={`${address}/enviar`}>{t('submit')}</Button>
      </ButtonRow>
    </Form>
  );
}

/** For those who approve and do not write: only the samples can be changed. */
function SampleForm({ ctx, form, address }: { ctx: WebCtx; form: FormState; address: string }) {
  const t = adminTexts(ctx.locale);
  return (
    <Form action={address} method="get" state={form}>
      <SampleChoice ctx={ctx} />
      <Button kind="secondary">{t('refresh')}</Button>
    </Form>
  );
}

function SampleChoice({ ctx }: { ctx: WebCtx }) {
  const t = adminTexts(ctx.locale);
  const choices = SAMPLE_SIZES.map((value) => ({ value, label: t(`sample.${value}`) }));
  return <RadioGroup name="sample" label={`${t('preview')}: ${t('sample').toLowerCase()}`} choices={choices} inline />;
}

function VariableTable({ ctx, source }: { ctx: WebCtx; source: NoticeKind }) {
  const t = adminTexts(ctx.locale);
  return (
    <section>
      <h2>{t('variables')}</h2>
      <p class="soft">{t('variablesLead')}</p>
      <DataTable label={t('variables')} columns={[t('variable'), t('name'), t('kind')]} look="small">
        {source.variables.map(({ name, title, type, maximum }) => (
          <tr key={name}>
            <td>
              <code>{`((${name}))`}</code>
            </td>
            <td>{title(ctx.locale)}</td>
            <td>
              {t(`type.${type}`)}
              {maximum !== undefined && `, ${t('maximum', { maximum })}`}
            </td>
          </tr>
        ))}
      </DataTable>
    </section>
  );
}

function Decision({ ctx, address, shown }: { ctx: WebCtx; address: string; shown: TemplateVersion }) {
  const t = adminTexts(ctx.locale);
  const { version } = shown;
  if (shown.writers.includes(actorLabel(ctx.actor))) return <Notice>{<p>{t('ownText')}</p>}</Notice>;
  return (
    <section>
      <h2>{t('decide', { version })}</h2>
      <Form action={`${address}/decidir`} idPrefix="decidir-">
        <Hidden name="version" value={String(version)} />
        <Hidden name="seen" value={templateMark(shown.content)} />
        <TextArea name="note" label={t('note')} rows={2} optional />
        <ButtonRow>
          <Button name="decision" value="approve">
            {t('approve')}
          </Button>
          <Button name="decision" value="reject" kind="secondary">
            {t('reject')}
          </Button>
        </ButtonRow>
      </Form>
    </section>
  );
}
