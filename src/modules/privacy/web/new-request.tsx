import { z } from 'zod';
import { Refusal } from '#platform/errors.ts';
import { parseForm } from '#platform/http/form.ts';
import { httpRefusals } from '#platform/http/refusals.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { isId } from '#platform/ids.ts';
import { readPerson, type Person } from '#modules/people/index.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { RadioGroup } from '#web/ui/field/choice-fields.tsx';
import { TextArea } from '#web/ui/field/text-area.tsx';
import { EMPTY_FORM, type FormState } from '#web/ui/form/form-state.ts';
import { Form, Hidden } from '#web/ui/form/form.tsx';
import { receiveRequest } from '../commands/receive-request.ts';
import { IDENTITY_PROOFS, RIGHTS } from '../domain/requests.ts';
import { privacyPageTexts } from '../page-texts.ts';
import { REQUESTS } from './request-list.tsx';

/** What can be seen at a counter. */
const DOCUMENTS = IDENTITY_PROOFS.filter((proof) => proof !== 'code');
const schema = z.object({
  persona: z.uuid(),
  kind: z.enum(RIGHTS),
  asked: z.string().max(1000),
  identity: z.enum(DOCUMENTS),
});

function NewPage({ ctx, person, form }: { ctx: WebCtx; person: Person; form: FormState }) {
  const t = privacyPageTexts(ctx.locale);
  return (
    <StaffPage context={ctx.page} title={t('newTitle')}>
      <ErrorSummary form={form} />
      <h1>{t('newTitle')}</h1>
      <p class="lead">{t('of', { name: `${person.names} ${person.surnames}` })}</p>
      <Form action={`${REQUESTS}/nueva`} state={form} submit={t('receive')} warnUnsaved>
        <Hidden name="persona" value={person.id} />
        <RadioGroup
          name="kind"
          label={t('kind')}
          choices={RIGHTS.map((right) => ({ value: right, label: t(right), hint: t(`${right}What`) }))}
        />
        <TextArea name="asked" label={t('asked')} hint={t('askedHint')} maxLength={1000} rows={4} />
        <RadioGroup
          name="identity"
          label={t('identity')}
          choices={DOCUMENTS.map((proof) => ({ value: proof, label: t(proof) }))}
        />
      </Form>
    </StaffPage>
  );
}

async function show(ctx: WebCtx, personId: unknown, form: FormState): Promise<RouteResult> {
  if (!isId(personId)) throw new Refusal(httpRefusals.pageNotFound);
  const person = await readPerson(ctx, personId);
  return page(<NewPage ctx={ctx} person={person} form={form} />, form === EMPTY_FORM ? 200 : 422);
}

async function receive(ctx: WebCtx): Promise<RouteResult> {
  const t = privacyPageTexts(ctx.locale);
  const words = { kind: t('chooseKind'), asked: t('writeAsked'), identity: t('chooseIdentity') };
  const parsed = parseForm(schema, ctx.request.form, ctx.locale, words);
  if (!parsed.ok) return show(ctx, ctx.request.form.persona, parsed.state);
  const { persona: personId, ...input } = parsed.data;
  const { folio } = await receiveRequest(ctx, { personId, ...input });
  return redirect(`/personal/personas/${personId}`, { kind: 'success', text: t('receivedDone', { folio }) });
}

const access = { kind: 'staff', action: 'privacy.receive' } as const;
const title: Route['title'] = (locale) => privacyPageTexts(locale)('newTitle');

export const newRequestRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: `${REQUESTS}/nueva`,
    access,
    title,
    // Without a person there is nothing to receive: it begins with finding them.
    handle: (ctx) =>
      ctx.request.query.persona
        ? show(ctx, ctx.request.query.persona, EMPTY_FORM)
        : Promise.resolve(redirect('/personal/personas')),
  },
  { method: 'POST', url: `${REQUESTS}/nueva`, access, csrf: 'form-token', title, handle: receive },
];
