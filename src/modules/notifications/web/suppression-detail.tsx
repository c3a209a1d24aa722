import type { WebCtx } from '#platform/http/routes.ts';
import { formatDateTime } from '#platform/i18n/format.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { TextArea } from '#web/ui/field/text-area.tsx';
import type { FormState } from '#web/ui/form/form-state.ts';
import { Form } from '#web/ui/form/form.tsx';
import type { ShownSuppression } from '../queries/suppressions.ts';
import type { InboundRow } from '../store/inbound.ts';
import { suppressionTexts } from '../suppression-texts.ts';
import { NoticeSections } from './notice-sections.tsx';
import { dayOf } from './suppression-list.tsx';
import { howWords, liftedWords, topicWords } from './suppression-words.ts';
import { DataTable } from '#web/ui/table/data-table.tsx';
import { BackLink } from '#web/ui/back-link/back-link.tsx';
import { SummaryList } from '#web/ui/summary-list/summary-list.tsx';

interface DetailView {
  readonly ctx: WebCtx;
  readonly suppression: ShownSuppression;
  readonly letters: readonly InboundRow[];
  readonly form: FormState;
}

export function SuppressionPage({ ctx, suppression, letters, form }: DetailView) {
  const t = suppressionTexts(ctx.locale);
  const { liftedAt } = suppression;
  const facts = [
    [t('channel'), t(suppression.channel)],
    [t('reason'), t(`reason.${suppression.reason}`)],
    [t('topic'), topicWords(suppression, ctx.locale)],
    [t('since'), formatDateTime(suppression.since, ctx.locale)],
    [t('how'), howWords(suppression, ctx.locale)],
  ] as const;
  return (
    <StaffPage context={ctx.page} title={t('detailTitle')}>
      <ErrorSummary form={form} />
      <NoticeSections ctx={ctx} here="suppressed" />
      <BackLink href="/personal/avisos/sin-avisos">{t('back')}</BackLink>
      <h1>{suppression.address}</h1>
      <SummaryList rows={facts} />
      {liftedAt && <p>{t('lifted', { date: dayOf(liftedAt, ctx), because: liftedWords(suppression, ctx.locale) })}</p>}
      {!liftedAt && canSomewhere(ctx.access, ctx.actor, 'notifications.operate') && (
        <section>
          <h2>{t('lift')}</h2>
          <p>{t('liftLead')}</p>
          <Form action={`/personal/avisos/sin-avisos/${suppression.id}`} state={form} submit={t('lift')}>
            <TextArea name="because" label={t('because')} hint={t('becauseHint')} rows={2} maxLength={300} />
          </Form>
        </section>
      )}
      <h2>{t('wrote')}</h2>
      {letters.length === 0 ? <p class="soft">{t('wroteNothing')}</p> : <Letters ctx={ctx} letters={letters} />}
    </StaffPage>
  );
}

function Letters({ ctx, letters }: Pick<DetailView, 'ctx' | 'letters'>) {
  const t = suppressionTexts(ctx.locale);
  return (
    <DataTable label={t('wrote')} columns={[t('when'), t('meaning'), t('answer')]}>
      {letters.map(({ id, receivedAt, meaning, answer }) => (
        <tr key={id}>
          <td>{formatDateTime(receivedAt, ctx.locale, 'short')}</td>
          <td>{t(`meaning.${meaning}`)}</td>
          <td>{t(`answer.${answer}`)}</td>
        </tr>
      ))}
    </DataTable>
  );
}
