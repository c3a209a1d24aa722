import { recordAudit } from '#platform/audit/record.ts';
import { Refusal } from '#platform/errors.ts';
import { TABLE_FORMATS, tableFile, type Column, type TableFormat } from '#platform/files/table-file.ts';
import { refusedForm } from '#platform/http/form.ts';
import { idOf } from '#platform/http/id-of.ts';
import { httpRefusals } from '#platform/http/refusals.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { isId } from '#platform/ids.ts';
import { listOffices, officesInReach } from '#modules/agencies/index.ts';
import { serviceNames } from '#modules/catalogue/index.ts';
import {
  CHANNELS,
  DOUBTS,
  normaliseEmail,
  normaliseMobile,
  startVerification,
  type Channel,
} from '#modules/people/index.ts';
import { listStaffNames } from '#modules/staff/index.ts';
import { EMPTY_FORM, filledForm, type FormState } from '#web/ui/form/form-state.ts';
import { settleAsDeclined, settleAsTold, settleByNewContact } from '../../commands/settle-unreached.ts';
import { deskTexts } from '../../desk-texts.ts';
import { adviceFor } from '../../domain/unreached.ts';
import { registryRefusals } from '../../errors.ts';
import {
  countUnreached,
  listSettled,
  listUnreached,
  readUnreached,
  type NamedEntry,
  type UnreachedFilter,
} from '../../queries/unreached.ts';
import { registryTexts } from '../../texts.ts';
import { unreachedTexts } from '../../unreached-texts.ts';
import { unreachableWords } from '../unreachable-mobile.ts';
import { UnreachedEntryPage, type EntryView } from './entry.tsx';
import { UNREACHED_URL, UnreachedListPage } from './list.tsx';

const ACTION = 'registry.reach';
const title = (locale: Locale) => unreachedTexts(locale)('title');
const field = (ctx: WebCtx, name: string): string => String(ctx.request.form[name] ?? '').trim();

function filterOf({ oficina, medio, motivo, solo, despues }: WebCtx['request']['query']): UnreachedFilter {
  const channel = CHANNELS.find((one) => one === medio);
  const because = DOUBTS.find((one) => one === motivo);
  return {
    ...(isId(oficina) && { unitId: oficina }),
    ...(channel && { channel }),
    ...(because && { because }),
    ...(solo !== undefined && { alone: true }),
    ...(despues !== undefined && { after: despues }),
  };
}

async function settlerNames(ctx: WebCtx, labels: readonly string[]): Promise<Map<string, string>> {
  const ids = labels.map((label) => label.replace('staff:', '')).filter((id) => isId(id));
  return new Map((await listStaffNames(ctx.db, [...new Set(ids)])).map(({ id, name }) => [id, name]));
}

async function list(ctx: WebCtx): Promise<RouteResult> {
  const { query } = ctx.request;
  const filter = filterOf(query);
  const [offices, services] = await Promise.all([officesInReach(ctx, ACTION), serviceNames(ctx.db, ctx.locale)]);
  const paging = (key: string, value: string | undefined) =>
    value === undefined ? undefined : new URLSearchParams({ ...query, [key]: value }).toString();
  const shared = { ctx, form: filledForm(query), offices, services, query: new URLSearchParams(query).toString() };
  if (query.atendidos !== undefined) {
    const { rows, next } = await listSettled(ctx, { ...filter, ...(isId(query.antes) && { before: query.antes }) });
    const names = await settlerNames(
      ctx,
      rows.map(({ settledBy }) => settledBy),
    );
    const shown = { kind: 'settled', rows } as const;
    return page(<UnreachedListPage {...shared} names={names} shown={shown} next={paging('antes', next)} />);
  }
  const [{ rows, next }, count] = await Promise.all([listUnreached(ctx, filter), countUnreached(ctx, filter)]);
  const shown = { kind: 'pending', rows, count } as const;
  return page(<UnreachedListPage {...shared} names={new Map()} shown={shown} next={paging('despues', next)} />);
}

/** The list with its filters as a file, all of its rows. That somebody took them out is on the audit log. */
async function file(ctx: WebCtx, format: TableFormat): Promise<RouteResult> {
  const t = unreachedTexts(ctx.locale);
  const d = deskTexts(ctx.locale);
  const r = registryTexts(ctx.locale);
  const filter = filterOf(ctx.request.query);
  const services = await serviceNames(ctx.db, ctx.locale);
  const offices = new Map((await listOffices(ctx.db)).map(({ unitId, name }) => [unitId, name]));
  if (ctx.actor.kind === 'staff') {
    const { staffId, agencyId } = ctx.actor;
    const about = { entityType: 'staff', entityId: staffId, agencyId };
    await recordAudit(ctx, { action: ACTION, ...about, detail: { format, keys: Object.keys(filter) } });
  }
  const columns: Column<NamedEntry>[] = [
    { header: d('folio'), value: (row) => row.folio, width: 22 },
    { header: t('person'), value: (row) => row.name, width: 30 },
    { header: t('channel'), value: (row) => t(row.channel) },
    { header: t('contact'), value: (row) => row.address, width: 24 },
    { header: t('reason'), value: (row) => t(row.because), width: 36 },
    { header: t('since'), value: (row) => row.since, width: 18 },
    { header: d('service'), value: (row) => services.get(row.service) ?? row.service, width: 36 },
    { header: d('status'), value: (row) => r(`status.${row.status}`), width: 20 },
    { header: t('office'), value: (row) => offices.get(row.unitId), width: 24 },
    { header: t('reach'), value: (row) => t(row.otherWay ? 'otherWay' : 'noOtherWay'), width: 28 },
    { header: t('advice'), value: (row) => t(adviceFor(row)), width: 60 },
  ];
  return tableFile(format, `sin-contacto-${ctx.clock.today().toString()}`, columns, allRows(ctx, filter));
}

async function* allRows(ctx: WebCtx, filter: UnreachedFilter): AsyncGenerator<NamedEntry> {
  for (let after: string | undefined, more = true; more; more = after !== undefined) {
    const { rows, next } = await listUnreached(ctx, { ...filter, ...(after ? { after } : {}) });
    yield* rows;
    after = next;
  }
}

async function showEntry(
  ctx: WebCtx,
  refused?: EntryView['refused'],
  form: FormState = EMPTY_FORM,
  waiting = ctx.request.query.codigo,
): Promise<RouteResult> {
  const procedureId = idOf(ctx);
  const entries = await readUnreached(ctx, procedureId);
  const { rows: history } = await listSettled(ctx, { procedureId });
  if (entries.length === 0 && history.length === 0) throw new Refusal(registryRefusals.notFound);
  const names = await settlerNames(
    ctx,
    history.map(({ settledBy }) => settledBy),
  );
  const verificationId = isId(waiting) ? waiting : undefined;
  const view: EntryView = { ctx, procedureId, entries, history, names, verificationId, form, refused };
  return page(<UnreachedEntryPage {...view} />, form === EMPTY_FORM ? 200 : 422);
}

const done = (ctx: WebCtx): RouteResult =>
  redirect(UNREACHED_URL, { kind: 'success', text: unreachedTexts(ctx.locale)('done') });

const wordsOf = ({ kind, data }: Refusal, locale: Locale): string =>
  `${kind.message(locale, data)} ${kind.whatNext(locale, data)}`;

/** What was typed as a contact; undefined when it is neither a number nor a mailbox. */
function contactIn(written: string): { channel: Channel; address: string } | undefined {
  if (written.includes('@')) {
    const address = normaliseEmail(written);
    return address === undefined ? undefined : { channel: 'email', address };
  }
  const mobile = normaliseMobile(written);
  return mobile.ok ? { channel: 'sms', address: mobile.e164 } : undefined;
}

async function sendCode(ctx: WebCtx): Promise<RouteResult> {
  const t = unreachedTexts(ctx.locale);
  const procedureId = idOf(ctx);
  const [entry] = await readUnreached(ctx, procedureId);
  if (!entry) throw new Refusal(registryRefusals.alreadySettled);
  const contact = contactIn(field(ctx, 'address'));
  const mistake = !contact
    ? t('wrongAddress')
    : contact.channel === 'sms'
      ? await unreachableWords(ctx, entry.agencyId, contact.address)
      : undefined;
  const errors = {
    ...(mistake ? { address: mistake } : {}),
    ...(field(ctx, 'acepto') === '1' ? {} : { acepto: t('consentNeeded') }),
  };
  if (!contact || Object.keys(errors).length > 0)
    return showEntry(ctx, 'address', refusedForm(ctx.request.form, errors), '');
  try {
    const { verificationId } = await startVerification(ctx, { personId: entry.personId, ...contact });
    return redirect(`${UNREACHED_URL}/${procedureId}?codigo=${verificationId}`);
  } catch (error) {
    // Too many codes to one address, most of all: what was typed stays.
    if (!(error instanceof Refusal)) throw error;
    return showEntry(ctx, 'address', refusedForm(ctx.request.form, { address: wordsOf(error, ctx.locale) }), '');
  }
}

async function checkCode(ctx: WebCtx): Promise<RouteResult> {
  const verificationId = field(ctx, 'verificacion');
  if (!isId(verificationId)) throw new Refusal(httpRefusals.badRequest);
  const code = field(ctx, 'code').replace(/\D/g, '');
  const again = (words: string) => showEntry(ctx, 'code', refusedForm({}, { code: words }), verificationId);
  if (code.length !== 6) return again(unreachedTexts(ctx.locale)('wrongCode'));
  try {
    await settleByNewContact(ctx, { procedureId: idOf(ctx), note: '', verificationId, code });
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind === registryRefusals.alreadySettled) throw error;
    return again(wordsOf(error, ctx.locale));
  }
  return done(ctx);
}

async function told(ctx: WebCtx): Promise<RouteResult> {
  const note = field(ctx, 'nota').slice(0, 300);
  if (note === '') {
    const errors = { nota: unreachedTexts(ctx.locale)('noteNeeded') };
    return showEntry(ctx, 'told', refusedForm(ctx.request.form, errors), '');
  }
  await settleAsTold(ctx, { procedureId: idOf(ctx), note });
  return done(ctx);
}

async function declined(ctx: WebCtx): Promise<RouteResult> {
  const channel = CHANNELS.find((one) => one === field(ctx, 'medio'));
  if (!channel) throw new Refusal(httpRefusals.badRequest);
  await settleAsDeclined(ctx, { procedureId: idOf(ctx), channel, note: '' });
  return done(ctx);
}

const access = { kind: 'staff', action: ACTION } as const;
const sent = { method: 'POST', access, csrf: 'form-token', title } as const;

export const unreachedRoutes: readonly Route[] = [
  { method: 'GET', url: UNREACHED_URL, access, title, handle: list },
  ...TABLE_FORMATS.map((format): Route => ({
    method: 'GET',
    url: `${UNREACHED_URL}.${format}`,
    access,
    rateLimit: { name: 'export', burst: 10, seconds: 60 },
    handle: (ctx) => file(ctx, format),
  })),
  { method: 'GET', url: `${UNREACHED_URL}/:id`, access, title, handle: (ctx) => showEntry(ctx) },
  { ...sent, url: `${UNREACHED_URL}/:id/contacto`, handle: sendCode },
  { ...sent, url: `${UNREACHED_URL}/:id/codigo`, handle: checkCode },
  { ...sent, url: `${UNREACHED_URL}/:id/dicho`, handle: told },
  { ...sent, url: `${UNREACHED_URL}/:id/no-quiere`, handle: declined },
];
