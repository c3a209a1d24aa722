import type { WebCtx } from '#platform/http/routes.ts';
import type { NoticeKind } from '#platform/notices.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { LinkButton } from '#web/ui/button/button.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { SelectField } from '#web/ui/field/choice-fields.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import type { FormState } from '#web/ui/form/form-state.ts';
import { Form } from '#web/ui/form/form.tsx';
import { adminTexts } from '../admin-texts.ts';
import { smsPreview } from '../domain/template.ts';
import { formatCost } from '../evidence-words.ts';
import { findSource, variablesFor } from '../sources.ts';
import type { TemplateVersion } from '../store/templates.ts';
import { valueWriter } from '../value-writer.ts';
import { NoticeSections } from './notice-sections.tsx';
import { STATUS_TAGS } from './template-history.tsx';
import { DataTable } from '#web/ui/table/data-table.tsx';

interface ListView {
  readonly ctx: WebCtx;
  readonly sources: readonly NoticeKind[];
  /** What is in force and what is at work, by name. */
  readonly templates: readonly TemplateVersion[];
  /** Ten-thousandths of a peso for a segment. */
  readonly price: number;
}

export function TemplateListPage({ ctx, sources, templates, price }: ListView) {
  const t = adminTexts(ctx.locale);
  const bySlug = [...Map.groupBy(templates, ({ slug }) => slug)];
  return (
    <StaffPage context={ctx.page} title={t('title')} live={['notifications']}>
      <h1>{t('title')}</h1>
      <NoticeSections ctx={ctx} here="templates" />
      <p class="lead">{t('lead')}</p>
      {canSomewhere(ctx.access, ctx.actor, 'notifications.edit') && (
        <p>
          <LinkButton href="/personal/avisos/plantillas/nueva" kind="secondary">
            {t('newTemplate')}
          </LinkButton>
        </p>
      )}
      <DataTable
        label={t('templates')}
        columns={[t('template'), t('about'), t('state'), t('segmentsRange'), t('costPer1000')]}
      >
        {bySlug.map(([, versions]) => templateRow({ ctx, sources, versions, price }))}
      </DataTable>
    </StaffPage>
  );
}

function templateRow(props: Omit<ListView, 'templates'> & { versions: readonly TemplateVersion[] }) {
  const { ctx, sources, versions, price } = props;
  const t = adminTexts(ctx.locale);
  const shown = versions.find(({ status }) => status === 'active') ?? versions[0];
  if (!shown) return null;
  const { content, slug } = shown;
  const variables = variablesFor(sources, content.event);
  const writer = valueWriter(ctx.publicUrl);
  const [least, most] = (['shortest', 'longest'] as const).map(
    (size) => smsPreview(content, variables, size, writer).parts,
  );
  const parts = least === most ? `${most}` : `${least}–${most}`;
  return (
    <tr key={slug}>
      <th scope="row">
        <a href={`/personal/avisos/plantillas/${slug}`}>{content.name}</a>
      </th>
      <td>{findSource(sources, content.event)?.title(ctx.locale)}</td>
      <td>
        {versions.map(({ version, status }) => (
          <span key={version}>
            <span class={STATUS_TAGS[status]}>{t(`status.${status}`)}</span>{' '}
            <span class="small soft">{t('versionOf', { version })}</span>{' '}
          </span>
        ))}
      </td>
      <td>{content.sms === '' ? t('noSms') : parts}</td>
      <td>{content.sms === '' ? '' : formatCost((most ?? 0) * price * 1000, ctx.locale)}</td>
    </tr>
  );
}

export function NewTemplatePage(props: { ctx: WebCtx; sources: readonly NoticeKind[]; form: FormState }) {
  const { ctx, sources, form } = props;
  const t = adminTexts(ctx.locale);
  const choices = sources.map((source) => ({ value: source.event.name, label: source.title(ctx.locale) }));
  return (
    <StaffPage context={ctx.page} title={t('newTemplate')}>
      <ErrorSummary form={form} />
      <NoticeSections ctx={ctx} />
      <h1>{t('newTemplate')}</h1>
      <p class="lead">{t('createLead')}</p>
      <Form action="/personal/avisos/plantillas" state={form} submit={t('create')}>
        <TextField name="name" label={t('name')} hint={t('nameHint')} width="l" autocomplete="off" />
        <SelectField name="event" label={t('event')} choices={choices} />
      </Form>
    </StaffPage>
  );
}
