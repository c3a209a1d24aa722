import { z } from 'zod';
import { OFFICE_TIME_ZONE } from '#platform/clock.ts';
import { Refusal } from '#platform/errors.ts';
import { parseForm, refusedForm } from '#platform/http/form.ts';
import { idOf } from '#platform/http/id-of.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import type { NoticeKind } from '#platform/notices.ts';
import { reach } from '#platform/permissions/permissions.ts';
import { readUpload } from '#platform/uploads/read-upload.ts';
import { EMPTY_FORM, type FormState } from '#web/ui/form/form-state.ts';
import { confirmMailing, createMailing, dropMailing } from '../commands/send-mailing.ts';
import { sendOne } from '../commands/send-one.ts';
import { variablesOf } from '../domain/render.ts';
import { noticeRefusals } from '../errors.ts';
import { intakeTexts, type IntakeProblem } from '../intake/problems.ts';
import { mailingTexts } from '../mailing-texts.ts';
import { unitNames } from '../queries/units.ts';
import { findSpending, highestPartPrice } from '../store/budget.ts';
import { countMailing, findMailing, listMailings, wrongRows } from '../store/mailings.ts';
import { findSettings } from '../store/settings.ts';
import { listTemplates, textsInForce } from '../store/templates.ts';
import { variablesFor } from '../sources.ts';
import {
  MAILING_MEGABYTES,
  MailingPage,
  MAILINGS,
  MailingsPage,
  NewMailingPage,
  OneMessagePage,
  SHOWN_ROWS,
  type OneView,
} from './mailing-pages.tsx';
import { agencyOf, kindsFor } from './notice-sections.tsx';

const access = { kind: 'staff', action: 'notifications.send' } as const;
const titled = (key: 'title' | 'new' | 'one') => (locale: Locale) => mailingTexts(locale)(key);

/** The units in whose name this person may send: the roots of their reach. */
async function ownUnits(ctx: WebCtx): Promise<{ value: string; label: string }[]> {
  const roots = reach(ctx.access, ctx.actor, 'notifications.send');
  const units = await unitNames(ctx.db, roots === 'everywhere' ? [] : roots);
  return units.map(({ id, name }) => ({ value: id, label: name }));
}

async function choicesOf(ctx: WebCtx) {
  const active = (await listTemplates(ctx.db, agencyOf(ctx))).filter(({ status }) => status === 'active');
  return {
    templates: active.map(({ slug, content }) => ({ value: slug, label: content.name })),
    units: await ownUnits(ctx),
  };
}

function unitOf(chosen: string | undefined, units: readonly { value: string }[]): string {
  const unit = units.find(({ value }) => value === chosen) ?? units[0];
  if (!unit) throw new Refusal(noticeRefusals.unknownMailing);
  return unit.value;
}

const newForm = z.object({
  plantilla: z.string().max(60),
  unidad: z.uuid().optional(),
  dia: z.iso.date().optional(),
  hora: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
});

async function showNew(ctx: WebCtx, form: FormState): Promise<RouteResult> {
  return page(<NewMailingPage ctx={ctx} form={form} {...await choicesOf(ctx)} />, form === EMPTY_FORM ? 200 : 422);
}

/** By the wall clock of the offices. Undefined: now; null: no such moment in the next 90 days. */
function momentOf(ctx: WebCtx, day: string | undefined, hour: string | undefined): Temporal.Instant | undefined | null {
  if (day === undefined && hour === undefined) return undefined;
  if (day === undefined || hour === undefined) return null;
  const moment = Temporal.PlainDate.from(day)
    .toZonedDateTime({ timeZone: OFFICE_TIME_ZONE, plainTime: Temporal.PlainTime.from(hour) })
    .toInstant();
  const now = ctx.clock.now();
  const ahead = moment.since(now).total('hours');
  return ahead >= 0 && ahead <= 90 * 24 ? moment : null;
}

async function create(ctx: WebCtx, modules: readonly NoticeKind[]): Promise<RouteResult> {
  const t = mailingTexts(ctx.locale);
  const { form } = ctx.request;
  const wrong = { plantilla: t('wrongTemplate'), dia: t('wrongTime'), hora: t('wrongTime') };
  const parsed = parseForm(newForm, form, ctx.locale, wrong);
  const file = await readUpload(ctx, 'archivo', ['csv']);
  const sendAt = parsed.ok ? momentOf(ctx, parsed.data.dia, parsed.data.hora) : undefined;
  if (!parsed.ok || !file.ok || sendAt === null) {
    const errors = {
      ...(parsed.ok ? {} : parsed.state.errors),
      ...(file.ok ? {} : { archivo: file.problem }),
      ...(sendAt === null ? { dia: t('wrongTime') } : {}),
    };
    return showNew(ctx, refusedForm(form, errors));
  }
  const { templates, units } = await choicesOf(ctx);
  if (!templates.some(({ value }) => value === parsed.data.plantilla))
    return showNew(ctx, refusedForm(form, { plantilla: t('wrongTemplate') }));
  const created = await createMailing(ctx, modules, {
    agencyId: agencyOf(ctx),
    unitId: unitOf(parsed.data.unidad, units),
    fileName: file.upload.name,
    template: parsed.data.plantilla,
    sendAt,
    content: file.upload.content,
  });
  if (created.ok) return redirect(`${MAILINGS}/${created.mailingId}`);
  const line = 'line' in created.problem ? (created.problem.line ?? 1) : 1;
  return showNew(ctx, refusedForm(form, { archivo: t(`problem.${created.problem.code}`, { line }) }));
}

async function showMailing(ctx: WebCtx): Promise<RouteResult> {
  const agencyId = agencyOf(ctx);
  const id = idOf(ctx, noticeRefusals.unknownMailing);
  const mailing = await findMailing(ctx.db, agencyId, id);
  if (!mailing) throw new Refusal(noticeRefusals.unknownMailing);
  const [counts, wrong, price, settings, spending] = await Promise.all([
    countMailing(ctx.db, id),
    wrongRows(ctx.db, id, SHOWN_ROWS),
    highestPartPrice(ctx, agencyId, 'sms'),
    findSettings(ctx, agencyId),
    findSpending(ctx, agencyId),
  ]);
  const cap = settings.monthlyCapMxnE4;
  const leftMxnE4 = cap === undefined ? undefined : Math.max(0, cap - spending.reservedMxnE4);
  return page(<MailingPage view={{ ctx, mailing, counts, wrong, costMxnE4: counts.parts * price, leftMxnE4 }} />);
}

async function oneView(ctx: WebCtx, modules: readonly NoticeKind[], slug: string, form: FormState): Promise<OneView> {
  const choices = await choicesOf(ctx);
  const template = choices.templates.some(({ value }) => value === slug) ? slug : '';
  const texts = template === '' ? [] : await textsInForce(ctx.db, agencyOf(ctx), [template]);
  const asked = new Set(texts.flatMap(({ body, subject }) => [...variablesOf(body), ...variablesOf(subject)]));
  const kinds = await kindsFor(ctx, modules);
  const variables = variablesFor(kinds, texts[0]?.event ?? '').filter(({ name }) => asked.has(name));
  return { ctx, form, ...choices, template, variables, channels: texts.map(({ channel }) => channel) };
}

const FIELD_OF: Partial<Record<IntakeProblem['code'], string>> = {
  wrongMobile: 'celular',
  noAddress: 'celular',
  unsendable: 'celular',
  tooLong: 'celular',
  wrongEmail: 'correo',
};

async function send(ctx: WebCtx, modules: readonly NoticeKind[]): Promise<RouteResult> {
  const { form } = ctx.request;
  const text = (name: string) => {
    const value = form[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  const slug = text('plantilla');
  const view = await oneView(ctx, modules, slug, EMPTY_FORM);
  const given = view.variables.map(({ name }) => [name, text(`dato-${name}`)] as const);
  const [mobile, email] = [text('celular'), text('correo')];
  const sent = await sendOne(ctx, modules, {
    agencyId: agencyOf(ctx),
    unitId: unitOf(text('unidad'), view.units),
    template: slug,
    to: { ...(mobile === '' ? {} : { mobile }), ...(email === '' ? {} : { email }) },
    values: Object.fromEntries(given.filter(([, value]) => value !== '')),
  });
  if (sent.ok) return redirect(MAILINGS, { kind: 'success', text: mailingTexts(ctx.locale)('sent') });
  const { code, what } = sent.problem;
  const field = FIELD_OF[code] ?? `dato-${what}`;
  const state = refusedForm(form, { [field]: intakeTexts(ctx.locale)(code, { what }) });
  return page(<OneMessagePage view={{ ...view, form: state }} />, 422);
}

export function mailingRoutes(modules: readonly NoticeKind[]): readonly Route[] {
  const step = (name: string, key: 'confirmed' | 'dropped', work: typeof confirmMailing): Route => ({
    method: 'POST',
    url: `${MAILINGS}/:id/${name}`,
    access,
    csrf: 'form-token',
    async handle(ctx) {
      const id = idOf(ctx, noticeRefusals.unknownMailing);
      await work(ctx, { agencyId: agencyOf(ctx), mailingId: id });
      return redirect(`${MAILINGS}/${id}`, { kind: 'success', text: mailingTexts(ctx.locale)(key) });
    },
  });
  return [
    {
      method: 'GET',
      url: MAILINGS,
      access,
      title: titled('title'),
      handle: async (ctx) => page(<MailingsPage ctx={ctx} mailings={await listMailings(ctx.db, agencyOf(ctx), 100)} />),
    },
    {
      method: 'GET',
      url: `${MAILINGS}/nuevo`,
      access,
      title: titled('new'),
      handle: (ctx) => showNew(ctx, EMPTY_FORM),
    },
    {
      method: 'POST',
      url: `${MAILINGS}/nuevo`,
      access,
      csrf: 'form-token',
      title: titled('new'),
      body: 'multipart',
      upload: { maxFiles: 1, maxMegabytes: MAILING_MEGABYTES },
      bodyLimitKb: (MAILING_MEGABYTES + 1) * 1024,
      handle: (ctx) => create(ctx, modules),
    },
    {
      method: 'GET',
      url: `${MAILINGS}/uno`,
      access,
      title: titled('one'),
      handle: async (ctx) =>
        page(<OneMessagePage view={await oneView(ctx, modules, ctx.request.query.plantilla ?? '', EMPTY_FORM)} />),
    },
    {
      method: 'POST',
      url: `${MAILINGS}/uno`,
      access,
      csrf: 'form-token',
      title: titled('one'),
      handle: (ctx) => send(ctx, modules),
    },
    { method: 'GET', url: `${MAILINGS}/:id`, access, title: titled('title'), handle: showMailing },
    step('confirmar', 'confirmed', confirmMailing),
    step('descartar', 'dropped', dropMailing),
  ];
}
