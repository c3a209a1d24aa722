import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemContext, type Ctx } from '#platform/context.ts';
import { findOfficeByCode } from '#modules/agencies/index.ts';
import { addTeamMember, createKey, declareEvent, loadNumberPlan, revokeKey } from '#modules/notifications/index.ts';
import { removeTeamMember } from '#modules/notifications/commands/change-team.ts';
import { requestNotices } from '#modules/notifications/commands/request-notices.ts';
import { useApp } from '#test/support/app.ts';
import { askAgain } from '#test/support/ask-again.ts';
import { until } from '#test/support/until.ts';
import { MODULES } from '../../src/modules.ts';

const app = await useApp();
const modules = MODULES.flatMap((module) => module.notices ?? []);
const ctx = systemContext(app.services, 'test', 'test');
const office = (await findOfficeByCode(ctx.db, 'TOL')) ?? assert.fail('no office');
const { agencyId, unitId } = office;
const keyOf = (mode: 'test' | 'team' | 'live', codes = false) =>
  createKey(ctx, { agencyId, unitId, system: 'Control de citas', mode, codes });
const live = await keyOf('live');
const trial = await keyOf('test');

interface Answer {
  status: number;
  text: string;
  body: {
    code?: string;
    messages: { id: string; channel: string; segments: number }[];
    errors: { index: number; code: string }[];
  };
}

async function call(key: string, body: unknown): Promise<Answer> {
  const answer = await askAgain(`${app.address}/api/v1/notifications`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, text, body: JSON.parse(text) as Answer['body'] };
}

async function statusOf(
  key: string,
  id: string,
): Promise<{ status: string; history: { what: string }[] } & Record<string, unknown>> {
  const answer = await fetch(`${app.address}/api/v1/notifications/${id}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  return (await answer.json()) as never;
}

const values = { folio: 'TOL-2026-000123-K', oficina: 'Toluca', enlace: '/f/TOL-2026-000123-K' };
const notice = (externalId: string, mobile = '722 500 0404') => ({
  externalId,
  template: 'aceptado',
  to: { mobile },
  values,
  reference: 'expediente 17',
});
const rows = async (externalId: string) =>
  ctx.db.sql<{ status: string; mode: string }>(
    `select status, mode from notifications.messages where idempotency_key like '%:' || $1`,
    [externalId],
  );

test('what a live key asks for reaches the telephone, and its status tells every step', async () => {
  const { status, body } = await call(live.key, notice('A-1'));
  assert.equal(status, 201, JSON.stringify(body));
  const [message] = body.messages;
  assert.deepEqual([message?.channel, message?.segments], ['sms', 1]);
  const told = await until('its delivery', async () => {
    const now = await statusOf(live.key, message?.id ?? '');
    return now.status === 'delivered' && now;
  });
  assert.deepEqual([told.externalId, told.reference, told.costMxn], ['A-1', 'expediente 17', '0.1070']);
  assert.deepEqual(
    told.history.map(({ what }) => what),
    ['queued', 'handed_over', 'accepted', 'delivered'],
  );
});

test('the same id at the same moment is one message and one answer; with other content it is refused for ever', async () => {
  const tries = await Promise.all(Array.from({ length: 100 }, () => call(live.key, notice('A-2'))));
  assert.deepEqual(new Set(tries.map(({ status }) => status)), new Set([201]));
  assert.equal(new Set(tries.map(({ text }) => text)).size, 1);
  assert.equal((await rows('A-2')).length, 1);
  const reordered = { ...notice('A-2'), values: Object.fromEntries(Object.entries(values).toReversed()) };
  assert.equal((await call(live.key, reordered)).text, tries[0]?.text);
  const other = await call(live.key, notice('A-2', '722 500 0405'));
  assert.equal(other.status, 422);
  assert.equal(other.body.code, 'notifications.otherContent');
  const batch = await call(live.key, [notice('A-3'), notice('A-2', '722 500 0405')]);
  assert.deepEqual([batch.status, batch.body.errors.map(({ index }) => index)], [422, [1]]);
  assert.equal((await rows('A-3')).length, 0, 'the batch was taken whole or not at all');
});

test('a thousand times the same request at once is one row and one answer', async () => {
  const client = { kind: 'client', clientId: live.id, agencyId, name: 'Control de citas', unitIds: [unitId] } as const;
  const asking: Ctx = { ...ctx, actor: { ...client, scopes: ['notifications.send'], mode: 'live' } };
  const item = { ...notice('A-4'), priority: 'transactional' as const };
  const asked = await Promise.all(Array.from({ length: 1_000 }, () => requestNotices(asking, modules, [item])));
  assert.equal(new Set(asked.map((one) => (one.ok ? one.answers[0] : 'refused'))).size, 1);
  assert.equal((await rows('A-4')).length, 1);
});

test('a test key sends nothing and plays what could become of a message', async () => {
  const fates = [
    ['722 500 0410', 'delivered'],
    ['722 500 0401', 'failed'],
    ['722 500 0402', 'expired'],
  ] as const;
  for (const [mobile, fate] of fates) {
    const { body } = await call(trial.key, notice(`T-${fate}`, mobile));
    const told = await statusOf(trial.key, body.messages[0]?.id ?? '');
    assert.equal(told.status, fate);
    assert.equal(told.costMxn, '0.0000');
  }
  // The same id with a live key is another request: it really leaves.
  assert.equal((await call(live.key, notice('T-delivered', '722 500 0410'))).status, 201);
  assert.deepEqual((await rows('T-delivered')).length, 2);
  await assert.rejects(
    ctx.db.sql(`update notifications.messages set status = 'queued' where mode = 'test'`),
    /messages_test_never_leaves/,
  );
});

test('a team key reaches the people of the list only', async () => {
  const team = await keyOf('team');
  await addTeamMember(ctx, { agencyId, name: 'Verónica Salazar', address: '722 500 0420' });
  assert.equal((await call(team.key, notice('E-1', '7225000420'))).status, 201);
  const stranger = await call(team.key, [notice('E-2', '7225000420'), notice('E-3', '7225000421')]);
  assert.deepEqual([stranger.status, stranger.body.code], [403, 'notifications.notOnTeam']);
  assert.equal((await rows('E-2')).length, 0);
});

test('what was taken once is answered the same for ever, also when it would be refused by now', async () => {
  const team = await keyOf('team');
  await addTeamMember(ctx, { agencyId, name: 'Elvira Nava', address: '722 500 0422' });
  const first = await call(team.key, notice('E-4', '7225000422'));
  assert.equal(first.status, 201);
  const members = await ctx.db.sql<{ id: string }>(
    `select id from notifications.team_members where name = 'Elvira Nava'`,
  );
  for (const { id: memberId } of members) await removeTeamMember(ctx, { agencyId, memberId });
  const again = await call(team.key, [notice('E-4', '7225000422'), notice('E-5', '7225000420')]);
  assert.equal(again.status, 201, again.text);
  assert.ok(again.text.includes(first.body.messages[0]?.id ?? '-'));
  assert.equal((await rows('E-4')).length, 1);
  assert.equal((await call(team.key, notice('E-6', '7225000422'))).status, 403, 'a new one is refused');
});

test('every item that is wrong is named with its place and its reason', async () => {
  const range = { first: 7_222_805_000, last: 7_222_805_999, kind: 'fixed', operator: '' } as const;
  await loadNumberPlan(ctx, { agencyId, ranges: [range], source: 'plan.csv' });
  const wrong = [
    { ...notice('W-0'), template: 'no-hay' },
    notice('W-1', '800 123 4567'),
    { ...notice('W-2'), values: { ...values, folio: undefined } },
    { ...notice('W-3'), values: { ...values, otro: 'x' } },
    { ...notice('W-4'), values: { ...values, oficina: 'Toluca 🎉' } },
    { ...notice('W-5'), to: {} },
    { ...notice('W-6'), priority: 'code' },
    { ...notice('W-7'), expiresAt: '2020-01-01T00:00:00Z' },
    { ...notice('W-8'), event: 'registry.procedure_signed.v1' },
    notice('W-9', '722 280 5230'),
    notice('W-10', '+1 312 555 0142'),
    notice('W-11'),
  ];
  const { status, body } = await call(live.key, wrong);
  assert.equal(status, 422);
  assert.deepEqual(
    body.errors.map(({ index, code }) => [index, code]),
    [
      [0, 'unknownTemplate'],
      [1, 'wrongMobile'],
      [2, 'missingValue'],
      [3, 'unknownValue'],
      [4, 'unsendable'],
      [5, 'noAddress'],
      [6, 'noCodes'],
      [7, 'expired'],
      [8, 'templateOrEvent'],
      [9, 'landline'],
      [10, 'international'],
    ],
  );
  const strange = await call(live.key, { ...notice('W-12'), colour: 'blue' });
  assert.deepEqual([strange.status, strange.body.code], [422, 'notifications.badBody']);
});

test('a notice for later waits, and leaves no earlier', async () => {
  const sendAt = Temporal.Now.instant().add({ hours: 20 }).toString();
  const { body } = await call(live.key, { ...notice('L-1'), sendAt });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const told = await statusOf(live.key, body.messages[0]?.id ?? '');
  assert.equal(told.status, 'queued');
  assert.equal(
    Temporal.Instant.compare(Temporal.Instant.from(String(told.sendAt)), Temporal.Now.instant().add({ hours: 19 })),
    1,
  );
  const late = await call(live.key, { ...notice('L-2'), sendAt: '2031-01-01T00:00:00Z' });
  assert.equal(late.body.code, 'notifications.wrongTime');
});

const read = async (key: string, path: string, method = 'GET') => {
  const answer = await fetch(`${app.address}/api/v1/notifications${path}`, {
    method,
    headers: { authorization: `Bearer ${key}` },
  });
  const body = (await answer.json()) as {
    code?: string;
    status: string;
    notifications: { id: string; externalId: string; status: string }[];
    next: string | null;
    history: { what: string; reason: string }[];
  };
  return { status: answer.status, retryAfter: answer.headers.get('retry-after'), body };
};

test('what has not left is taken back once and for all; what has left is not', async () => {
  const sendAt = Temporal.Now.instant().add({ hours: 20 }).toString();
  const { body } = await call(live.key, { ...notice('C-1'), sendAt });
  const id = body.messages[0]?.id ?? '';
  const tries = await Promise.all(Array.from({ length: 5 }, () => read(live.key, `/${id}/cancel`, 'POST')));
  assert.deepEqual(
    tries.map((one) => [one.status, one.body.status, one.body.history.map(({ what, reason }) => `${what} ${reason}`)]),
    Array.from({ length: 5 }, () => [200, 'expired', ['queued ', 'expired cancelled']]),
  );
  const gone = await call(trial.key, notice('C-2'));
  const late = await read(trial.key, `/${gone.body.messages[0]?.id}/cancel`, 'POST');
  assert.deepEqual([late.status, late.body.code], [409, 'notifications.hasLeft']);
});

test('a system reads back all it asked for, each once, while it goes on asking; filters and their pages agree', async () => {
  const { key } = await createKey(ctx, { agencyId, unitId, system: 'Lista', mode: 'test', codes: false });
  const many = (from: number, count: number) =>
    call(
      key,
      Array.from({ length: count }, (_, at) => notice(`L-${from + at}`, at % 10 === 0 ? '7225000401' : '7225000410')),
    );
  assert.equal((await many(0, 1_000)).status, 201);
  const seen: string[] = [];
  let next: string | null = '';
  while (next !== null) {
    const page = await read(key, `?limit=70${next === '' ? '' : `&cursor=${next}`}`);
    seen.push(...page.body.notifications.map(({ externalId }) => externalId));
    ({ next } = page.body);
    if (seen.length === 140) await many(1_000, 50);
  }
  assert.deepEqual(
    seen,
    Array.from({ length: 1_000 }, (_, at) => `L-${999 - at}`),
  );
  const failed = await read(key, '?status=failed&limit=500');
  assert.deepEqual([failed.body.notifications.length, failed.body.next], [105, null]);
  const half = await read(key, '?status=failed&limit=60');
  const rest = await read(key, `?status=failed&cursor=${half.body.next}`);
  assert.deepEqual([half.body.notifications.length, rest.body.notifications.length], [60, 45]);
  assert.equal(
    (await read(key, `?since=${Temporal.Now.instant().add({ hours: 1 }).toString()}`)).body.notifications.length,
    0,
  );
  const strange = await read(key, '?colour=blue');
  assert.deepEqual([strange.status, strange.body.code], [422, 'notifications.badBody']);
});

test('a key that calls more often than it may is told how long to wait', async () => {
  const { key } = await createKey(ctx, {
    agencyId,
    unitId,
    system: 'Lento',
    mode: 'test',
    codes: false,
    perMinute: 20,
  });
  const began = performance.now();
  const tries = await Promise.all(Array.from({ length: 40 }, () => read(key, '')));
  // Meanwhile some of it grew back: one call each three seconds.
  const grown = Math.ceil((performance.now() - began) / 3_000);
  const refused = tries.filter(({ status }) => status === 429);
  assert.ok(refused.length >= 20 - grown && refused.length <= 20, `${refused.length} of 40, ${grown} grown back`);
  for (const { retryAfter } of refused) assert.match(retryAfter ?? '', /^[1-3]$/);
  assert.equal((await read(trial.key, '?limit=1')).status, 200, 'another key is not slowed by it');
});

test('an event that is only data is told on the channels and in the words that the rules say', async () => {
  const event = 'panteones.permiso_otorgado.v1';
  const samples = { shortest: 'A-1', typical: 'A-17', longest: 'A-1234' };
  const variables = [{ name: 'lote', title: 'Lote', type: 'text' as const, maximum: 10, samples }];
  await declareEvent(ctx, [], { agencyId, kind: { name: event, title: 'Permiso otorgado', outcomes: [], variables } });
  await ctx.db.sql(
    `insert into notifications.template_versions (id, agency_id, slug, version, name, event, sms, email_subject, email_text,
       policy, expires_hours, status, writers, saved_at, decided_by, decided_at)
     values (gen_random_uuid(), $1, 'permiso', 1, 'Permiso', $2, 'Lote ((lote)) listo', 'Permiso', 'Lote ((lote))',
       'fold', 24, 'active', '{staff:a}', now(), 'staff:b', now())`,
    [agencyId, event],
  );
  await ctx.db.sql(
    `insert into notifications.rules (id, agency_id, event, channel, template_slug)
     values (gen_random_uuid(), $1, $2, 'sms', 'permiso'), (gen_random_uuid(), $1, $2, 'email', null)`,
    [agencyId, event],
  );
  const to = { mobile: '722 500 0430', email: 'luz@correo.example' };
  const asked = { externalId: 'V-1', event, to, values: { lote: 'B-12' } };
  const { status, body } = await call(live.key, asked);
  assert.equal(status, 201, JSON.stringify(body));
  assert.deepEqual(
    body.messages.map(({ channel }) => channel),
    ['sms'],
    'mail is silent by rule',
  );
  assert.equal((await call(live.key, { ...asked, externalId: 'V-2', event: 'no.hay.v1' })).status, 422);
});

test('another system learns nothing of it, and a revoked key ends', async () => {
  const { body } = await call(live.key, notice('R-1'));
  const other = await createKey(ctx, { agencyId, unitId, system: 'Otro', mode: 'live', codes: false });
  assert.equal((await read(other.key, `/${body.messages[0]?.id}/cancel`, 'POST')).status, 404);
  assert.deepEqual((await read(other.key, '')).body.notifications, []);
  const asked = { headers: { authorization: `Bearer ${other.key}` } };
  assert.equal((await fetch(`${app.address}/api/v1/notifications/${body.messages[0]?.id}`, asked)).status, 404);
  await revokeKey(ctx, { agencyId, keyId: other.id });
  await new Promise((resolve) => setTimeout(resolve, 2_100));
  assert.equal((await call(other.key, notice('R-2'))).status, 401);
});
