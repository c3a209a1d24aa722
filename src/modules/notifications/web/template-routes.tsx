import { z } from 'zod';
import { Refusal } from '#platform/errors.ts';
import { parseForm } from '#platform/http/form.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import type { NoticeKind, SampleSize } from '#platform/notices.ts';
import { EMPTY_FORM, hasErrors, type FormState } from '#web/ui/form/form-state.ts';
import { adminTexts } from '../admin-texts.ts';
import { createTemplate } from '../commands/create-template.ts';
import { decideTemplate } from '../commands/decide-template.ts';
import { restoreTemplate } from '../commands/restore-template.ts';
import { saveTemplate } from '../commands/save-template.ts';
import { submitTemplate } from '../commands/submit-template.ts';
import { obstaclesOf, type TemplateContent } from '../domain/template.ts';
import { noticeRefusals } from '../errors.ts';
import { findSource, variablesFor } from '../sources.ts';
import { highestPartPrice } from '../store/budget.ts';
import { listTemplates, listVersions, type TemplateVersion } from '../store/templates.ts';
import { valueWriter } from '../value-writer.ts';
import { agencyOf, kindsFor } from './notice-sections.tsx';
import { filledTemplate, obstacleErrors, parseTemplateForm, readUnfinished, sampleOf } from './template-form.ts';
import { NewTemplatePage, TemplateListPage } from './template-list.tsx';
import { TemplatePage } from './template-page.tsx';

const READ = { kind: 'staff', action: 'notifications.read' } as const;
const EDIT = { kind: 'staff', action: 'notifications.edit' } as const;
const APPROVE = { kind: 'staff', action: 'notifications.approve' } as const;
const title = (locale: Locale) => adminTexts(locale)('title');
const addressOf = (slug: string) => `/personal/avisos/plantillas/${slug}`;
const slugOf = (ctx: WebCtx) => ctx.request.params.slug ?? '';

interface Found {
  readonly versions: readonly TemplateVersion[];
  readonly shown: TemplateVersion;
}

/** What is at work comes before what is in force; a template that was only ever rejected shows its last words. */
async function find(ctx: WebCtx): Promise<Found> {
  const versions = await listVersions(ctx.db, agencyOf(ctx), slugOf(ctx));
  const shown =
    versions.find(({ status }) => status === 'draft' || status === 'submitted') ??
    versions.find(({ status }) => status === 'active') ??
    versions[0];
  if (!shown) throw new Refusal(noticeRefusals.unknownTemplate);
  return { versions, shown };
}

interface Show extends Found {
  readonly form: FormState;
  readonly content: TemplateContent;
  readonly size: SampleSize;
}

async function show(ctx: WebCtx, sources: readonly NoticeKind[], view: Show): Promise<RouteResult> {
  const { content, size, form, shown, versions } = view;
  const preview = {
    content,
    size,
    variables: variablesFor(sources, shown.content.event),
    writer: valueWriter(ctx.publicUrl),
    partPrice: await highestPartPrice(ctx, agencyOf(ctx), 'sms'),
  };
  const source = findSource(sources, shown.content.event);
  return page(<TemplatePage {...{ ctx, source, versions, shown, form, preview }} />, hasErrors(form) ? 422 : 200);
}

/** The page as it stands, with what was typed. */
function showTyped(ctx: WebCtx, sources: readonly NoticeKind[], found: Found, form: FormState): Promise<RouteResult> {
  const content = readUnfinished(form.values, found.shown.content);
  return show(ctx, sources, { ...found, form, content, size: sampleOf(form.values) });
}

/** Saves what was typed; or the page again, with what is wrong. */
async function save(ctx: WebCtx, sources: readonly NoticeKind[], found: Found): Promise<RouteResult | TemplateContent> {
  const { event } = found.shown.content;
  const parsed = parseTemplateForm(ctx.request.form, ctx.locale, event);
  if (!parsed.ok) return showTyped(ctx, sources, found, parsed.state);
  await saveTemplate(ctx, { agencyId: agencyOf(ctx), slug: slugOf(ctx), content: parsed.data });
  return parsed.data;
}

const newForm = (sources: readonly NoticeKind[]) =>
  z.object({
    name: z.string().min(3).max(80).regex(/[a-z]/i),
    event: z.enum(sources.map((source) => source.event.name)),
  });

export function templateRoutes(modules: readonly NoticeKind[]): readonly Route[] {
  return [
    {
      method: 'GET',
      url: '/personal/avisos',
      access: READ,
      title,
      async handle(ctx) {
        const sources = await kindsFor(ctx, modules);
        const agencyId = agencyOf(ctx);
        const templates = await listTemplates(ctx.db, agencyId);
        const price = await highestPartPrice(ctx, agencyId, 'sms');
        return page(<TemplateListPage {...{ ctx, sources, templates, price }} />);
      },
    },
    {
      method: 'GET',
      url: '/personal/avisos/plantillas/nueva',
      access: EDIT,
      title,
      async handle(ctx) {
        return page(<NewTemplatePage ctx={ctx} sources={await kindsFor(ctx, modules)} form={EMPTY_FORM} />);
      },
    },
    {
      method: 'POST',
      url: '/personal/avisos/plantillas',
      access: EDIT,
      csrf: 'form-token',
      title,
      async handle(ctx) {
        const sources = await kindsFor(ctx, modules);
        const t = adminTexts(ctx.locale);
        const messages = { name: t('wrongName'), event: { label: t('event') } };
        const parsed = parseForm(newForm(sources), ctx.request.form, ctx.locale, messages);
        if (!parsed.ok) return page(<NewTemplatePage ctx={ctx} sources={sources} form={parsed.state} />, 422);
        const slug = await createTemplate(ctx, { agencyId: agencyOf(ctx), ...parsed.data });
        return redirect(addressOf(slug));
      },
    },
    {
      method: 'GET',
      url: '/personal/avisos/plantillas/:slug',
      access: READ,
      title,
      async handle(ctx) {
        const sources = await kindsFor(ctx, modules);
        const found = await find(ctx);
        const { content } = found.shown;
        const filled = filledTemplate(content);
        const size = sampleOf(ctx.request.query);
        const form = { ...filled, values: { ...filled.values, sample: size } };
        return show(ctx, sources, { ...found, form, content, size });
      },
    },
    {
      method: 'POST',
      url: '/personal/avisos/plantillas/:slug/vista',
      access: EDIT,
      csrf: 'form-token',
      title,
      async handle(ctx) {
        const sources = await kindsFor(ctx, modules);
        const { _token: _, ...values } = ctx.request.form;
        return showTyped(ctx, sources, await find(ctx), { values, errors: {} });
      },
    },
    {
      method: 'POST',
      url: '/personal/avisos/plantillas/:slug',
      access: EDIT,
      csrf: 'form-token',
      title,
      async handle(ctx) {
        const sources = await kindsFor(ctx, modules);
        const saved = await save(ctx, sources, await find(ctx));
        if ('kind' in saved) return saved;
        return redirect(addressOf(slugOf(ctx)), { kind: 'success', text: adminTexts(ctx.locale)('saved') });
      },
    },
    {
      method: 'POST',
      url: '/personal/avisos/plantillas/:slug/enviar',
      access: EDIT,
      csrf: 'form-token',
      title,
      async handle(ctx) {
        const sources = await kindsFor(ctx, modules);
        const saved = await save(ctx, sources, await find(ctx));
        if ('kind' in saved) return saved;
        const obstacles = obstaclesOf(saved, variablesFor(sources, saved.event), valueWriter(ctx.publicUrl));
        if (obstacles.length > 0) {
          const { _token: _, ...values } = ctx.request.form;
          return showTyped(ctx, sources, await find(ctx), { values, errors: obstacleErrors(obstacles, ctx.locale) });
        }
        const version = await submitTemplate(ctx, sources, { agencyId: agencyOf(ctx), slug: slugOf(ctx) });
        const text = adminTexts(ctx.locale)('submitted', { version });
        return redirect(addressOf(slugOf(ctx)), { kind: 'success', text });
      },
    },
    {
      method: 'POST',
      url: '/personal/avisos/plantillas/:slug/decidir',
      access: APPROVE,
      csrf: 'form-token',
      async handle(ctx) {
        const sources = await kindsFor(ctx, modules);
        const t = adminTexts(ctx.locale);
        const { version: given, seen: mark, decision, note } = ctx.request.form;
        const version = Number(given);
        const seen = typeof mark === 'string' ? mark : '';
        const approve = decision === 'approve';
        const written = typeof note === 'string' ? note.trim().slice(0, 500) : '';
        const address = addressOf(slugOf(ctx));
        if (!approve && written === '') return redirect(address, { kind: 'warning', text: t('noteNeeded') });
        const about = { agencyId: agencyOf(ctx), slug: slugOf(ctx), version, seen };
        await decideTemplate(ctx, sources, { ...about, approve, note: approve ? '' : written });
        return redirect(address, { kind: 'success', text: t(approve ? 'approved' : 'rejected', { version }) });
      },
    },
    {
      method: 'POST',
      url: '/personal/avisos/plantillas/:slug/restaurar',
      access: APPROVE,
      csrf: 'form-token',
      async handle(ctx) {
        const old = { agencyId: agencyOf(ctx), slug: slugOf(ctx), version: Number(ctx.request.form.version) };
        const version = await restoreTemplate(ctx, old);
        return redirect(addressOf(old.slug), {
          kind: 'success',
          text: adminTexts(ctx.locale)('restored', { version }),
        });
      },
    },
  ];
}
