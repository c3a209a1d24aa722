import { z } from 'zod';
import { parseForm } from '#platform/http/form.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { EMPTY_FORM, filledForm, type FormState } from '#web/ui/form/form-state.ts';
import { Form, Hidden } from '#web/ui/form/form.tsx';
import { setRetention } from '../commands/set-retention.ts';
import { RETENTION_CLASSES } from '../domain/requests.ts';
import { privacyPageTexts } from '../page-texts.ts';
import { retentionRules } from '../queries/retention.ts';
import type { RetentionRule } from '../store/retention.ts';
import { REQUESTS } from './request-list.tsx';
import { BackLink } from '#web/ui/back-link/back-link.tsx';

const RETENTION = `${REQUESTS}/conservacion`;
const schema = z.object({
  class: z.enum(RETENTION_CLASSES),
  days: z.coerce.number().int().min(1).max(3650),
  basis: z.string().max(300),
});

function RetentionPage(props: { ctx: WebCtx; rules: readonly RetentionRule[]; form: FormState }) {
  const { ctx, rules, form } = props;
  const t = privacyPageTexts(ctx.locale);
  return (
    <StaffPage context={ctx.page} title={t('retention')}>
      <ErrorSummary form={form} />
      <BackLink href={REQUESTS}>{t('back')}</BackLink>
      <h1>{t('retention')}</h1>
      <p class="lead">{t('retentionLead')}</p>
      {rules.map((rule) => {
        const own = form.values.class === rule.class;
        const state = own ? form : filledForm({ days: String(rule.keepDays), basis: rule.legalBasis });
        return (
          <section key={rule.class} class="card" aria-labelledby={rule.class}>
            <h2 id={rule.class}>{t(rule.class)}</h2>
            <Form
              action={RETENTION}
              state={state}
              submit={t('save')}
              submitKind="secondary"
              idPrefix={own ? '' : `${rule.class}-`}
            >
              <Hidden name="class" value={rule.class} />
              <TextField name="days" label={t('keepDays')} width="s" inputmode="numeric" autocomplete="off" />
              <TextField name="basis" label={t('basis')} maxLength={300} autocomplete="off" />
            </Form>
          </section>
        );
      })}
    </StaffPage>
  );
}

async function show(ctx: WebCtx, form: FormState = EMPTY_FORM): Promise<RouteResult> {
  if (ctx.actor.kind !== 'staff') return redirect('/personal');
  const rules = await retentionRules(ctx, ctx.actor.agencyId);
  return page(<RetentionPage ctx={ctx} rules={rules} form={form} />, form === EMPTY_FORM ? 200 : 422);
}

async function save(ctx: WebCtx): Promise<RouteResult> {
  const t = privacyPageTexts(ctx.locale);
  const parsed = parseForm(schema, ctx.request.form, ctx.locale, { days: t('wrongDays'), basis: t('writeBasis') });
  if (!parsed.ok) return show(ctx, parsed.state);
  if (ctx.actor.kind !== 'staff') return redirect('/personal');
  const { class: name, days: keepDays, basis: legalBasis } = parsed.data;
  await setRetention(ctx, ctx.actor.agencyId, { class: name, keepDays, legalBasis });
  return redirect(RETENTION, { kind: 'success', text: t('saved') });
}

const access = { kind: 'staff', action: 'privacy.answer' } as const;
const title: Route['title'] = (locale) => privacyPageTexts(locale)('retention');

export const retentionRoutes: readonly Route[] = [
  { method: 'GET', url: RETENTION, access, title, handle: (ctx) => show(ctx) },
  { method: 'POST', url: RETENTION, access, csrf: 'form-token', title, handle: save },
];
