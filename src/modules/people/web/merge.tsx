import { z } from 'zod';
import { parseForm } from '#platform/http/form.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { isId } from '#platform/ids.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { RadioGroup } from '#web/ui/field/choice-fields.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { EMPTY_FORM, type FormState } from '#web/ui/form/form-state.ts';
import { Form, Hidden } from '#web/ui/form/form.tsx';
import { mergePeople } from '../commands/merge-people.ts';
import { readPerson } from '../queries/search-people.ts';
import type { Person } from '../store/people.ts';
import { peoplePageTexts } from '../page-texts.ts';

const title: Route['title'] = (locale) => peoplePageTexts(locale)('mergeTitle');
const schema = z.object({ first: z.uuid(), second: z.uuid(), keep: z.uuid(), reason: z.string().max(200) });

function MergePage({ ctx, pair, form }: { ctx: WebCtx; pair: readonly [Person, Person]; form: FormState }) {
  const t = peoplePageTexts(ctx.locale);
  const choices = pair.map((person, index) => ({
    value: person.id,
    label: `${t('registered', { number: index + 1 })}: ${person.names} ${person.surnames}`,
    hint: person.contacts.map(({ address }) => address).join(' · ') || t('noContacts'),
  }));
  return (
    <StaffPage context={ctx.page} title={t('mergeTitle')}>
      <ErrorSummary form={form} />
      <p>
        <a href="/personal/personas">{t('back')}</a>
      </p>
      <h1>{t('mergeTitle')}</h1>
      <p class="lead">{t('mergeLead')}</p>
      <Form action="/personal/personas/unir" state={form} submit={t('merge')} submitKind="danger">
        <Hidden name="first" value={pair[0].id} />
        <Hidden name="second" value={pair[1].id} />
        <RadioGroup name="keep" label={t('keep')} choices={choices} />
        <TextField name="reason" label={t('reason')} hint={t('reasonHint')} maxLength={200} autocomplete="off" />
      </Form>
    </StaffPage>
  );
}

async function show(ctx: WebCtx, ids: readonly string[], form: FormState): Promise<RouteResult> {
  const [first, second] = [...new Set(ids)];
  if (!first || !second || ids.length !== 2) {
    return redirect('/personal/personas', { kind: 'warning', text: peoplePageTexts(ctx.locale)('chooseTwo') });
  }
  const pair = [await readPerson(ctx, first), await readPerson(ctx, second)] as const;
  return page(<MergePage ctx={ctx} pair={pair} form={form} />, form === EMPTY_FORM ? 200 : 422);
}

async function merge(ctx: WebCtx): Promise<RouteResult> {
  const t = peoplePageTexts(ctx.locale);
  const parsed = parseForm(schema, ctx.request.form, ctx.locale, { keep: t('wrongKeep'), reason: t('wrongReason') });
  if (!parsed.ok) {
    const { first, second } = ctx.request.form;
    return show(ctx, [first, second].filter(isId), parsed.state);
  }
  const { first, second, keep, reason } = parsed.data;
  const keepId = keep === second ? second : first;
  await mergePeople(ctx, { keepId, mergeId: keepId === first ? second : first, reason });
  return redirect(`/personal/personas/${keepId}`, { kind: 'success', text: t('mergeDone') });
}

export const mergeRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/personal/personas/unir',
    access: { kind: 'staff', action: 'people.merge' },
    title,
    handle: (ctx) => show(ctx, Object.values(ctx.request.query).filter(isId), EMPTY_FORM),
  },
  {
    method: 'POST',
    url: '/personal/personas/unir',
    access: { kind: 'staff', action: 'people.merge' },
    csrf: 'form-token',
    title,
    handle: merge,
  },
];
