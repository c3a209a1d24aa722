import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { useTestBed } from '#test/support/context.ts';
import { until } from '#test/support/until.ts';
import { unsealedLag } from '../db/audit-links.ts';
import { randomBytes } from 'node:crypto';
import { CheckpointKey } from './chain.ts';
import { recordAudit } from './record.ts';
import { checkpointIfDue, sealNext } from './sealer.ts';
import { verifyAudit } from './verify.ts';

const bed = await useTestBed();
const ctx = bed.system;
const key = new CheckpointKey(randomBytes(32).toString('base64'));
const write = (entityId: string, db = ctx.db) =>
  recordAudit({ ...ctx, db }, { action: 'registry.sign', entityType: 'procedure', entityId, detail: { b: 1, a: 'ñ' } });
const sealAll = async () => {
  for (let more = 1; more > 0;) more = await sealNext(ctx);
};

/** Does what only somebody who owns the database can, looks at the verdict, and undoes it. */
async function tampered(change: string): Promise<Awaited<ReturnType<typeof verifyAudit>>> {
  const { database, ...connection } = bed.connection;
  const client = new pg.Client({ ...connection, database });
  await client.connect();
  try {
    await client.query('create temp table kept as select * from platform.audit_entries');
    await client.query('create temp table kept_links as select * from platform.audit_links');
    await client.query('create temp table kept_checkpoints as select * from platform.audit_checkpoints');
    await client.query(`set session_replication_role = replica; ${change}`);
    const verdict = await verifyAudit(ctx.db, key, copies);
    await client.query(`truncate platform.audit_entries, platform.audit_links, platform.audit_checkpoints;
      insert into platform.audit_entries overriding system value select * from kept;
      insert into platform.audit_links select * from kept_links;
      insert into platform.audit_checkpoints select * from kept_checkpoints`);
    return verdict;
  } finally {
    await client.end();
  }
}

await Promise.all(
  Array.from({ length: 64 }, (_, writer) => Promise.all([0, 1, 2].map((n) => write(`${writer}-${n}`)))),
);
// A transaction that commits late, with rows written before those of others: it must not be skipped.
await ctx.db.transaction(async (slow) => {
  await write('slow', slow);
  await write('fast');
  await sealAll();
});
// Transactions of other tests on the same server hold the horizon back: rows are sealed when none of them is older.
await until('every row is linked', async () => (await sealAll(), (await unsealedLag(ctx.db)).waiting === 0));
const checkpoint = await checkpointIfDue(ctx, key);
assert.ok(checkpoint);
const copies = [checkpoint];

test('every row of 64 writers at once is in the chain, once, and so is that of a slow transaction', async () => {
  const verdict = await verifyAudit(ctx.db, key, copies);
  assert.deepEqual(verdict, { rows: 194, checkpoints: 2, problem: undefined, waiting: { waiting: 0, oldest: null } });
});

test('the program itself can neither change nor delete a row, a link or a checkpoint', async () => {
  for (const table of ['audit_entries', 'audit_links', 'audit_checkpoints']) {
    await assert.rejects(ctx.db.sql(`delete from platform.${table}`), /append-only|permission denied/);
  }
  await assert.rejects(
    ctx.db.sql(`update platform.audit_entries set actor = 'nobody'`),
    /append-only|permission denied/,
  );
});

const NTH = (n: number) => `(select entry_id from platform.audit_links where sequence = ${n})`;

for (const [what, column, value] of [
  ['who', 'actor', `'staff:somebody-else'`],
  ['when', 'at', `at + interval '1 microsecond'`],
  ['what', 'action', `'registry.take'`],
  ['to what', 'entity_id', `'other'`],
  ['the detail', 'detail', `'{"a": "n", "b": 1}'`],
]) {
  test(`a row in which "${what}" was changed is found and named`, async () => {
    const { problem } = await tampered(`update platform.audit_entries set ${column} = ${value} where id = ${NTH(77)}`);
    assert.equal(problem?.kind, 'row-changed');
    assert.equal(problem.sequence, 77);
  });
}

test('a deleted row, and one deleted with its link, are found and named', async () => {
  const one = await tampered(`delete from platform.audit_entries where id = ${NTH(50)}`);
  assert.deepEqual([one.problem?.kind, one.problem?.sequence], ['row-missing', 50]);
  const both = await tampered(
    `delete from platform.audit_entries where id = ${NTH(50)}; delete from platform.audit_links where sequence = 50`,
  );
  assert.deepEqual([both.problem?.kind, both.problem?.sequence], ['link-missing', 50]);
});

test('two rows that changed places are found', async () => {
  const { problem } = await tampered(
    `create temp table two as select * from platform.audit_links where sequence in (20, 21);
     delete from platform.audit_links where sequence in (20, 21);
     insert into platform.audit_links select a.sequence, b.entry_id, a.hash from two a, two b where a.sequence <> b.sequence`,
  );
  assert.deepEqual([problem?.kind, problem?.sequence], ['row-changed', 20]);
});

test('a row that was put among the old ones is found', async () => {
  const id = '01980000-0000-7000-8000-00000000abcd';
  const { problem } = await tampered(
    `insert into platform.audit_entries (id, at, actor, action, entity_type, entity_id, request_id, xact)
     values ('${id}', now(), 'staff:x', 'registry.sign', 'procedure', 'x', 'x', '1')`,
  );
  assert.deepEqual(problem, { kind: 'row-smuggled', entryId: id });
});

test('a log whose end was cut off, checkpoints and all, is found by a copy of a checkpoint', async () => {
  const { problem } = await tampered(
    `delete from platform.audit_entries where id in (select entry_id from platform.audit_links where sequence > 100);
     delete from platform.audit_links where sequence > 100; delete from platform.audit_checkpoints`,
  );
  assert.deepEqual(problem, { kind: 'tail-missing', sequence: 101 });
});

test('a chain that was written anew from a changed row on is found by the checkpoint', async () => {
  const { problem } = await tampered(
    `update platform.audit_entries set actor = 'staff:y' where id = ${NTH(190)};
     do $$ declare l record; h text; begin
       select hash into h from platform.audit_links where sequence = 189;
       for l in select * from platform.audit_links where sequence >= 190 order by sequence loop
         select encode(sha256(convert_to(h || chr(10) || platform.audit_content(e), 'UTF8')), 'hex') into h
           from platform.audit_entries e where e.id = l.entry_id;
         update platform.audit_links set hash = h where sequence = l.sequence;
       end loop;
     end $$`,
  );
  assert.equal(problem?.kind, 'checkpoint-differs');
});

test('a checkpoint that the installation did not sign is found', async () => {
  const stranger = new CheckpointKey(randomBytes(32).toString('base64'));
  const forged = stranger.sign({ sequence: 10, hash: 'a'.repeat(64), madeAt: '2026-03-04T16:00:00Z' });
  const { problem } = await verifyAudit(ctx.db, key, [forged]);
  assert.deepEqual(problem, { kind: 'checkpoint-forged', sequence: 10 });
});
