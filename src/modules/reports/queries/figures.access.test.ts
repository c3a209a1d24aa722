import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seedDemo } from '#demo/seed.ts';
import { listOffices } from '#modules/agencies/index.ts';
import { useTestBed } from '#test/support/context.ts';
import type { Ctx } from '#platform/context.ts';
import { startOfOfficeDay } from '#platform/clock.ts';
import { newId } from '#platform/ids.ts';
import { ANONYMOUS } from '#platform/permissions/actor.ts';
import { ENDS, STAGES, type Movement } from '../domain/movements.ts';
import { moved, periodOf, SPANS, trendOf } from '../domain/period.ts';
import { joinHistograms, percentile } from '../domain/spread.ts';
import { tallyDays } from '../jobs/tally-days.ts';
import { listMessages, listMovements, listStock } from './lists.ts';
import { messageFigures, messageTrend } from './message-figures.ts';
import { movementFigures, movementTrend, timeFigures } from './movement-figures.ts';
import { stockFigures } from './stock-figures.ts';

const bed = await useTestBed('2026-11-20T16:00:00Z');
await seedDemo(bed.services, () => undefined);
const ctx = bed.system;
const today = ctx.clock.today();
const offices = await listOffices(bed.services.db);
const toluca = offices.find((office) => office.code === 'TOL') ?? assert.fail();
await addMessages();

/** Two hundred messages of the last forty days, as carriers leave them. */
async function addMessages(): Promise<void> {
  await ctx.db.sql(
    `insert into notifications.messages (id, agency_id, unit_id, idempotency_key, subject_type, subject_id, person_id, channel,
       template_id, address_sealed, subject_line, body_sealed, parts, status, next_attempt_at, expires_at, created_at,
       template, service, charged_parts, cost_mxn_e4)
     select gen_random_uuid(), p.agency_id, p.unit_id, 'k' || n, 'procedure', p.id, gen_random_uuid(),
       case n % 2 when 0 then 'sms' else 'email' end, gen_random_uuid(), '', '', '', 1,
       (array['delivered', 'failed', 'submitted'])[1 + n % 3],
       $1::timestamptz - make_interval(hours => 5 * n), now(), $1::timestamptz - make_interval(hours => 5 * n),
       'ingreso', p.service, 2, 2140
     from (select *, (row_number() over (order by id))::int as n from registry.public_procedures limit 200) p`,
    [ctx.clock.now()],
  );
}

/** One that was asked for 38 days ago and leaves in ten days. */
await ctx.db.sql(
  `update notifications.messages set status = 'queued', charged_parts = 0, cost_mxn_e4 = 0, next_attempt_at = $2
   where id = (select id from notifications.messages where created_at < $1 order by created_at desc, id limit 1)`,
  [ctx.clock.now().subtract({ hours: 38 * 24 }), ctx.clock.now().add({ hours: 240 })],
);

const as = (role: string, unitId: string, agencyId = toluca.agencyId) => {
  const grants = [{ role, unitId }];
  return bed.as({ kind: 'staff', staffId: newId(), agencyId, name: 'x', grants, steppedUpAt: undefined });
};

async function everything<Row>(read: (after?: string) => Promise<{ rows: readonly Row[]; next: string | undefined }>) {
  const all: Row[] = [];
  for (let after: string | undefined, more = true; more; more = after !== undefined) {
    const page = await read(after);
    all.push(...page.rows);
    after = page.next;
  }
  return all;
}

/** Everything the pages show, for a look before and after the sums. */
async function allFigures(who: Ctx) {
  const sorted = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).toSorted();
  const figures: Record<string, unknown> = {};
  for (const span of SPANS)
    for (const period of [periodOf(span, today), moved(periodOf(span, today), -1)]) {
      const trend = trendOf(period);
      figures[`${span} ${period.first.toString()}`] = [
        sorted(await movementFigures(who, period)),
        sorted(await timeFigures(who, period)),
        sorted(await messageFigures(who, period)),
        (await movementTrend(who, trend)).map((counts) => sorted([...counts])),
        (await messageTrend(who, trend)).map((counts) => sorted([...counts])),
      ];
    }
  return figures;
}

test('every number has exactly as many rows behind it', async () => {
  for (const span of SPANS) {
    const days = periodOf(span, today);
    for (const { unitId, service, kind, count } of await movementFigures(ctx, days)) {
      const filter = { days, unitId, service, kinds: [kind] };
      assert.equal((await everything((after) => listMovements(ctx, filter, after, 7))).length, count);
    }
    for (const { channel, fate, messages } of await messageFigures(ctx, days)) {
      const filter = { days, channel, fate };
      assert.equal((await everything((after) => listMessages(ctx, filter, after, 7))).length, messages);
    }
  }
  const [{ service } = { service: '' }] = await movementFigures(ctx, periodOf('year', today));
  for (const scope of [{}, { service }])
    for (const { unitId, status, count } of await stockFigures(ctx, scope)) {
      const filter = { ...scope, unitId, statuses: [status] };
      assert.equal((await everything((after) => listStock(ctx, filter, after, 7))).length, count);
    }
});

test('the sums of days that are over change no number, for the whole institute and for one office', async () => {
  const head = as('office_head', toluca.unitId);
  const before = [await allFigures(ctx), await allFigures(head)];
  for (const subject of ['movements', 'messages'] as const) {
    while (await tallyDays(ctx, subject));
    const [row] = await ctx.db.sql<{ day: Temporal.PlainDate }>('select day from reports.horizons where subject = $1', [
      subject,
    ]);
    assert.ok(Temporal.PlainDate.compare(row?.day ?? today.subtract({ days: 99 }), today.subtract({ days: 36 })) > 0);
  }
  assert.deepEqual([await allFigures(ctx), await allFigures(head)], before);
  assert.equal(await tallyDays(ctx, 'movements'), false, 'and a second run adds nothing');
  assert.deepEqual(await allFigures(ctx), before[0]);
});

test('the figures agree with a count of the history by another way', async () => {
  const days = periodOf('year', today);
  const steps = await ctx.db.sql<{
    procedure: string;
    at: Temporal.Instant;
    from: string | null;
    to: Movement | 'in_analysis';
  }>(
    `select procedure_id as procedure, at, from_status as "from", to_status as "to" from registry.timeline
     where at >= $1 order by procedure_id, at, id`,
    [startOfOfficeDay(days.first)],
  );
  assert.ok(steps.length > 800, `${steps.length} steps`);
  const figures = await movementFigures(ctx, days);
  const count = (kind: Movement) =>
    figures.filter((figure) => figure.kind === kind).reduce((sum, figure) => sum + figure.count, 0);
  for (const kind of ['accepted', 'suspended', 'rejected', 'delivered'] as const) {
    assert.equal(count(kind), steps.filter((step) => step.to === kind).length);
  }
  assert.equal(count('entered'), steps.filter((step) => step.from === null).length);
  const waited = steps.flatMap((step, at) => {
    const previous = steps[at - 1];
    const own = step.to === 'in_analysis' && previous?.procedure === step.procedure;
    return own ? [previous.at.until(step.at).total('seconds')] : [];
  });
  const exact = waited.toSorted((one, other) => one - other)[Math.ceil(waited.length / 2) - 1] ?? 0;
  const times = (await timeFigures(ctx, days)).filter(({ stage }) => stage === 'waiting');
  const found = percentile(joinHistograms(times.map((time) => new Map([[time.bucket, time.count]]))), 0.5) ?? 0;
  assert.ok(Math.abs(found - exact) < exact * 0.021, `${found} for ${exact}`);
  for (const stage of STAGES) {
    const ended = (await timeFigures(ctx, days)).filter((time) => time.stage === stage);
    const movements = ENDS[stage].reduce((sum, kind) => sum + count(kind), 0);
    assert.equal(
      ended.reduce((sum, time) => sum + time.count, 0),
      movements,
      stage,
    );
  }
});

test('a head sees the own office only, in numbers and lists; others of the office may not, strangers log in', async () => {
  const days = periodOf('year', today);
  const reads: ((who: Ctx) => Promise<readonly unknown[]>)[] = [
    (who) => movementFigures(who, days),
    (who) => timeFigures(who, days),
    (who) => messageFigures(who, days),
    (who) => movementTrend(who, trendOf(days)),
    (who) => messageTrend(who, trendOf(days)),
    (who) => stockFigures(who),
    async (who) => (await listMovements(who, { days, kinds: [] }, undefined, 9)).rows,
    async (who) => (await listMessages(who, { days }, undefined, 9)).rows,
    async (who) => (await listStock(who, { statuses: ['entered'] }, undefined, 9)).rows,
  ];
  for (const read of reads) {
    await assert.rejects(async () => read(as('analyst', toluca.unitId)), { message: 'access.notAllowed' });
    await assert.rejects(async () => read(bed.as(ANONYMOUS)), { message: 'access.signInNeeded' });
    const own = await read(as('office_head', toluca.unitId));
    const units = new Set(own.flatMap((row) => (row instanceof Object && 'unitId' in row ? [row.unitId] : [])));
    assert.ok(units.size === 0 || (units.size === 1 && units.has(toluca.unitId)));
    const strange = JSON.stringify(await read(as('office_head', toluca.unitId, newId())));
    assert.doesNotMatch(strange, /[1-9]\d*\}|unitId/, 'of another agency nothing is counted');
  }
});

test('what was asked for weeks ahead counts as what became of it, when its day was in the sums already', async () => {
  const days = periodOf('year', today);
  const sumOf = async () => {
    const figures = await messageFigures(ctx, days);
    return {
      waiting: figures.find(({ fate }) => fate === 'queued')?.messages ?? 0,
      all: figures.reduce((sum, { messages }) => sum + messages, 0),
      pesos: figures.reduce((sum, { pesos }) => sum + pesos, 0),
    };
  };
  const before = await sumOf();
  assert.equal(before.waiting, 1);
  await ctx.db.sql(
    `update notifications.messages set status = 'delivered', charged_parts = 2, cost_mxn_e4 = 5000 where status = 'queued'`,
  );
  const after = await sumOf();
  assert.deepEqual(
    { ...after, pesos: (after.pesos - before.pesos).toFixed(2) },
    { ...before, waiting: 0, pesos: '0.50' },
  );
  bed.services.clock.advance({ hours: 50 * 24 });
  while (await tallyDays(ctx, 'messages'));
  assert.deepEqual(await ctx.db.sql('select from reports.late_messages'), []);
  const summed = await sumOf();
  assert.deepEqual({ ...summed, pesos: summed.pesos.toFixed(2) }, { ...after, pesos: after.pesos.toFixed(2) });
});
