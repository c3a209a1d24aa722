import { z } from 'zod';
import { parseForm } from '#platform/http/form.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { isId } from '#platform/ids.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { RadioGroup } from '#web/ui/field/choice-fields.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { EMPTY_FORM, type FormState } from '#web/ui/form/form-state.ts';
import { ActionButton, Form, Hidden } from '#web/ui/form/form.tsx';
import { Notice } from '#web/ui/notice/notice.tsx';
import { mergePeople } from '../commands/merge-people.ts';
import { comparePeople, type Compared } from '../queries/likely-duplicates.ts';
import { Comparison } from './comparison.tsx';
import { peoplePageTexts } from '../page-texts.ts';
import { BackLink } from '#web/ui/back-link/back-link.tsx';
import { readableAddress } from '../addresses/readable.ts';

const title: Route['title'] = (locale) => peoplePageTexts(locale)('mergeTitle');
const schema = z.object({ first: z.uuid(), second: z.uuid(), keep: z.uuid(), reason: z.string().max(200) });

interface MergeView {
  readonly people: readonly [Compared, Compared];
  readonly toldApart: boolean;
  /** Where the pair came from: the list of likely duplicates or a search. */
  readonly fromList: boolean;
  readonly form: FormState;
}

function MergePage({ ctx, view }: { ctx: WebCtx; view: MergeView }) {
  const t = peoplePageTexts(ctx.locale);
  const { people, form } = view;
  const choices = people.map((person, index) => ({
    value: person.id,
    label: `${t('registered', { number: index + 1 })}: ${person.names} ${person.surnames}`,
    hint: person.contacts.map(readableAddress).join(' · ') || t('noContacts'),
  }));
  const [first, second] = [people[0].id, people[1].id];
  return (
    <StaffPage context={ctx.page} title={t('mergeTitle')}>
      <ErrorSummary form={form} />
      {view.fromList ? (
        <BackLink href="/personal/personas/duplicados">{t('backDuplicates')}</BackLink>
      ) : (
        <BackLink href="/personal/personas">{t('back')}</BackLink>
      )}
      <h1>{t('mergeTitle')}</h1>
      {view.toldApart && (
        <Notice kind="warning">
          <p>{t('wasToldApart')}</p>
        </Notice>
      )}
      <Comparison ctx={ctx} people={people} />
      <p class="soft">{t('howDecide')}</p>
      <div class="columns columns-even">
        <section aria-labelledby="unir">
          <h2 id="unir">{t('mergeHeading')}</h2>
          <p>{t('mergeLead')}</p>
          <Form action="/personal/personas/unir" state={form} submit={t('merge')} submitKind="danger">
            <Hidden name="first" value={first} />
            <Hidden name="second" value={second} />
            <RadioGroup name="keep" label={t('keep')} choices={choices} />
            <TextField name="reason" label={t('reason')} hint={t('reasonHint')} maxLength={200} autocomplete="off" />
          </Form>
        </section>
        {!view.toldApart && (
          <section aria-labelledby="distintas">
            <h2 id="distintas">{t('apartHeading')}</h2>
            <p>{t('apartLead')}</p>
            <ActionButton action="/personal/personas/distintas" fields={{ first, second }}>
              {t('different')}
            </ActionButton>
          </section>
        )}
      </div>
    </StaffPage>
  );
}

async function show(ctx: WebCtx, ids: readonly string[], form: FormState): Promise<RouteResult> {
  const [first, second] = [...new Set(ids)];
  if (!first || !second || ids.length !== 2) {
    return redirect('/personal/personas', { kind: 'warning', text: peoplePageTexts(ctx.locale)('chooseTwo') });
  }
  const view = {
    ...(await comparePeople(ctx, [first, second])),
    fromList: ctx.request.query.de === 'duplicados',
    form,
  };
  // One of the two was merged into the other since the list was drawn.
  if (view.people[0].id === view.people[1].id) return redirect(`/personal/personas/${view.people[0].id}`);
  return page(<MergePage ctx={ctx} view={view} />, form === EMPTY_FORM ? 200 : 422);
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
