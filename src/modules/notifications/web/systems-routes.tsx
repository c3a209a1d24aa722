import { z } from 'zod';
import { Refusal } from '#platform/errors.ts';
import { parseForm, refusedForm } from '#platform/http/form.ts';
import { idOf } from '#platform/http/id-of.ts';
import { page, redirect, type Flash, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { isId } from '#platform/ids.ts';
import { KEY_MODES } from '#platform/permissions/actor.ts';
import { reach } from '#platform/permissions/permissions.ts';
import { EMPTY_FORM, filledForm } from '#web/ui/form/form-state.ts';
import { redriveCallback, removeCallback, setCallback } from '../commands/change-callback.ts';
import { createKey, revokeKey } from '../commands/change-keys.ts';
import { addTeamMember, removeTeamMember } from '../commands/change-team.ts';
import { noticeRefusals } from '../errors.ts';
import { unitNames } from '../queries/units.ts';
import { listCallbacks, listDeadLetters } from '../store/callbacks.ts';
import { listEventKinds } from '../store/event-kinds.ts';
import { listKeys } from '../store/keys.ts';
import { listMembers } from '../store/team.ts';
import { systemTexts } from '../system-texts.ts';
import { agencyOf } from './notice-sections.tsx';
import { SecretPage, SYSTEMS, SystemsPage, type SystemsView } from './systems-page.tsx';

const access = { kind: 'staff', action: 'notifications.operate' } as const;
const title = (locale: Locale) => systemTexts(locale)('title');

const keyForm = z.object({
  sistema: z.string().regex(/^\p{L}.{2,59}$/u),
  unidad: z.uuid().optional(),
  clase: z.enum(KEY_MODES),
  codigos: z.string().optional(),
  porMinuto: z.coerce.number().int().min(1).max(1_000_000),
});
const callbackForm = z.object({ de: z.string().max(60), direccion: z.string().max(500) });
const memberForm = z.object({ persona: z.string().min(2).max(80), contacto: z.string().max(120) });

/** Dead letters shown one by one; more are told again all at once. */
const MOST_LETTERS = 50;

async function ownUnits(ctx: WebCtx): Promise<{ value: string; label: string }[]> {
  const roots = reach(ctx.access, ctx.actor, 'notifications.operate');
  const units = await unitNames(ctx.db, roots === 'everywhere' ? [] : roots);
  return units.map(({ id, name }) => ({ value: id, label: name }));
}

async function show(ctx: WebCtx, refused: Partial<SystemsView['forms']> = {}): Promise<RouteResult> {
  const agencyId = agencyOf(ctx);
  const [keys, callbacks, letters, team, kinds, units] = await Promise.all([
    listKeys(ctx.db, agencyId),
    listCallbacks(ctx.db, agencyId),
    listDeadLetters(ctx.db, agencyId, MOST_LETTERS),
    listMembers(ctx, agencyId),
    listEventKinds(ctx.db, agencyId),
    ownUnits(ctx),
  ]);
  const forms = {
    key: filledForm({ clase: 'test', porMinuto: '6000' }),
    callback: EMPTY_FORM,
    member: EMPTY_FORM,
    ...refused,
  };
  const view: SystemsView = { ctx, keys, callbacks, letters, team, kinds, units, forms };
  return page(<SystemsPage view={view} />, Object.keys(refused).length > 0 ? 422 : 200);
}

async function newKey(ctx: WebCtx): Promise<RouteResult> {
  const t = systemTexts(ctx.locale);
  const parsed = parseForm(keyForm, ctx.request.form, ctx.locale, {
    sistema: t('wrongSystem'),
    clase: { label: t('mode') },
    porMinuto: t('wrongPace'),
  });
  if (!parsed.ok) return show(ctx, { key: parsed.state });
  const { sistema: system, clase: mode, codigos, unidad, porMinuto: perMinute } = parsed.data;
  const units = await ownUnits(ctx);
  const unit = units.find(({ value }) => value === unidad) ?? units[0];
  if (!unit) throw new Refusal(noticeRefusals.unknownKey);
  const codes = codigos !== undefined;
  const wanted = { agencyId: agencyOf(ctx), unitId: unit.value, system, mode, codes, perMinute };
  const { key } = await createKey(ctx, wanted);
  return page(<SecretPage ctx={ctx} kind="keyShown" system={system} secret={key} />);
}

async function newCallback(ctx: WebCtx): Promise<RouteResult> {
  const t = systemTexts(ctx.locale);
  const labels = { de: { label: t('system') }, direccion: { label: t('url') } };
  const parsed = parseForm(callbackForm, ctx.request.form, ctx.locale, labels);
  if (!parsed.ok) return show(ctx, { callback: parsed.state });
  const { de: system, direccion: url } = parsed.data;
  try {
    const set = { agencyId: agencyOf(ctx), system, url, allowPrivate: ctx.demo };
    const { secret } = await setCallback(ctx, set);
    return page(<SecretPage ctx={ctx} kind="secretShown" system={system} secret={secret} />);
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind.status !== 422) throw error;
    const words = `${error.kind.message(ctx.locale, {})} ${error.kind.whatNext(ctx.locale, {})}`;
    return show(ctx, { callback: refusedForm(ctx.request.form, { direccion: words }) });
  }
}

async function newMember(ctx: WebCtx): Promise<RouteResult> {
  const t = systemTexts(ctx.locale);
  const wrong = { persona: t('wrongName'), contacto: t('wrongAddress') };
  const parsed = parseForm(memberForm, ctx.request.form, ctx.locale, wrong);
  if (!parsed.ok) return show(ctx, { member: parsed.state });
  try {
    await addTeamMember(ctx, { agencyId: agencyOf(ctx), name: parsed.data.persona, address: parsed.data.contacto });
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== noticeRefusals.wrongAddress) throw error;
    return show(ctx, { member: refusedForm(ctx.request.form, { contacto: t('wrongAddress') }) });
  }
  return redirect(SYSTEMS, { kind: 'success', text: t('added') });
}

/** A button that changes one thing and comes back. */
function step(path: string, work: (ctx: WebCtx, agencyId: string, id: string) => Promise<string>): Route {
  return {
    method: 'POST',
    url: `${SYSTEMS}/${path}`,
    access,
    csrf: 'form-token',
    async handle(ctx) {
      const text = await work(ctx, agencyOf(ctx), idOf(ctx, noticeRefusals.unknownKey));
      const flash: Flash = { kind: 'success', text };
      return redirect(SYSTEMS, flash);
    },
  };
}

const form = (path: string, handle: Route['handle']): Route => ({
  method: 'POST',
  url: `${SYSTEMS}/${path}`,
  access,
  csrf: 'form-token',
  title,
  handle,
});

export const systemRoutes: readonly Route[] = [
  { method: 'GET', url: SYSTEMS, access, title, handle: (ctx) => show(ctx) },
  form('claves', newKey),
  form('direcciones', newCallback),
  form('equipo', newMember),
  step('claves/:id/revocar', async (ctx, agencyId, keyId) => {
    await revokeKey(ctx, { agencyId, keyId });
    return systemTexts(ctx.locale)('keyRevoked');
  }),
  step('direcciones/:id/reenviar', async (ctx, agencyId, callbackId) => {
    const count = await redriveCallback(ctx, { agencyId, callbackId });
    return systemTexts(ctx.locale)('redriven', { count });
  }),
  step('direcciones/:id/reenviar/:evento', async (ctx, agencyId, callbackId) => {
    const { evento: eventId } = ctx.request.params;
    if (!isId(eventId)) throw new Refusal(noticeRefusals.unknownCallback);
    const count = await redriveCallback(ctx, { agencyId, callbackId, eventId });
    return systemTexts(ctx.locale)('redriven', { count });
  }),
  step('direcciones/:id/quitar', async (ctx, agencyId, callbackId) => {
    await removeCallback(ctx, { agencyId, callbackId });
    return systemTexts(ctx.locale)('callbackRemoved');
  }),
  step('equipo/:id/quitar', async (ctx, agencyId, memberId) => {
    await removeTeamMember(ctx, { agencyId, memberId });
    return systemTexts(ctx.locale)('removed');
  }),
];
