import { z } from 'zod';
import { parseForm } from '#platform/http/form.ts';
import { idOf } from '#platform/http/id-of.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { formatDateTime } from '#platform/i18n/format.ts';
import { maskAddress } from '#platform/i18n/mask.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { BackLink } from '#web/ui/back-link/back-link.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { EMPTY_FORM, hasErrors, type FormState } from '#web/ui/form/form-state.ts';
import { Form } from '#web/ui/form/form.tsx';
import { Icon } from '#web/ui/icon/icon.tsx';
import { Notice } from '#web/ui/notice/notice.tsx';
import { SummaryList } from '#web/ui/summary-list/summary-list.tsx';
import { readableAddress } from '../addresses/readable.ts';
import { undoMerge } from '../commands/undo-merge.ts';
import { peopleRefusals } from '../errors.ts';
import { peoplePageTexts } from '../page-texts.ts';
import { readMerge, type MergeToUndo } from '../queries/merge-to-undo.ts';
import { undoTexts } from '../undo-texts.ts';

const access = { kind: 'staff', action: 'people.merge' } as const;
const title: Route['title'] = (locale) => undoTexts(locale)('title');
const schema = z.object({ reason: z.string().max(200) });

/** Where the merge is undone. */
export const undoAddress = (mergeId: string): string => `/personal/personas/uniones/${mergeId}`;
const HERE = undoAddress(':id');

function UndoPage({ ctx, view, form }: { ctx: WebCtx; view: MergeToUndo; form: FormState }) {
  const t = undoTexts(ctx.locale);
  const { merge, kept, merged, hindrance } = view;
  const name = `${kept.names} ${kept.surnames}`;
  const facts = [
    [t('kept'), name],
    [t('merged'), `${merged.names} ${merged.surnames}`],
    [t('when'), formatDateTime(merge.mergedAt, ctx.locale)],
    [t('why'), merge.reason],
  ] as const;
  return (
    <StaffPage context={ctx.page} title={t('title')}>
      <ErrorSummary form={form} />
      <BackLink href={`/personal/personas/${kept.id}`}>{name}</BackLink>
      <h1>{t('title')}</h1>
      <p class="lead">{t('lead')}</p>
      <SummaryList rows={facts} />
      {hindrance ? (
        <Notice kind="warning">
          <h2>{t('cannot')}</h2>
          <p>{peopleRefusals[hindrance].message(ctx.locale, {})}</p>
          <p>{peopleRefusals[hindrance].whatNext(ctx.locale, {})}</p>
        </Notice>
      ) : (
        <>
          <h2>{t('back')}</h2>
          <GoesBack ctx={ctx} view={view} />
          <p>{t('stays')}</p>
          <p class="soft">{t('apart')}</p>
          <Form action={undoAddress(merge.id)} state={form} submit={t('undo')} submitKind="danger">
            <TextField name="reason" label={t('reason')} hint={t('reasonHint')} maxLength={200} autocomplete="off" />
          </Form>
        </>
      )}
    </StaffPage>
  );
}

function GoesBack({ ctx, view: { merged } }: { ctx: WebCtx; view: MergeToUndo }) {
  const t = undoTexts(ctx.locale);
  const p = peoplePageTexts(ctx.locale);
  const inClear = canSomewhere(ctx.access, ctx.actor, 'people.read_contact');
  const contacts = merged.contacts.map((contact) => (
    <p key={contact.address}>
      <Icon name={contact.channel === 'sms' ? 'phone' : 'mail'} title={p(contact.channel)} />{' '}
      {inClear ? readableAddress(contact) : maskAddress(contact.channel, contact.address)}
    </p>
  ));
  return (
    <SummaryList
      rows={[
        [t('backContacts'), contacts.length === 0 ? t('none') : contacts],
        [t('backProcedures'), p('proceduresCount', { count: merged.procedures })],
      ]}
    />
  );
}

async function show(ctx: WebCtx, form: FormState): Promise<RouteResult> {
  const view = await readMerge(ctx, idOf(ctx));
  return page(<UndoPage ctx={ctx} view={view} form={form} />, hasErrors(form) ? 422 : 200);
}

async function undo(ctx: WebCtx): Promise<RouteResult> {
  const t = undoTexts(ctx.locale);
  const parsed = parseForm(schema, ctx.request.form, ctx.locale, { reason: t('wrongReason') });
  if (!parsed.ok) return show(ctx, parsed.state);
  const personId = await undoMerge(ctx, { mergeId: idOf(ctx), reason: parsed.data.reason });
  return redirect(`/personal/personas/${personId}`, { kind: 'success', text: t('done') });
}

export const undoMergeRoutes: readonly Route[] = [
  { method: 'GET', url: HERE, access, title, handle: (ctx) => show(ctx, EMPTY_FORM) },
  { method: 'POST', url: HERE, access, csrf: 'form-token', title, handle: undo },
];
