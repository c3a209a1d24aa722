import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { CheckpointKey } from '#platform/audit/chain.ts';
import { transact } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { useTestBed } from '#test/support/context.ts';
import { aMessage } from '../a-message.testing.ts';
import { EvidenceFile, verifyEvidence } from '../evidence/file.ts';
import { eraseContents } from '../store/erase.ts';
import { addEvidenceRows, setFate } from '../store/messages.ts';
import { queueMessages } from '../store/queue-messages.ts';
import { sealEvidence } from '../worker/evidence-sealer.ts';
import { evidenceFile } from './evidence-file.ts';
import { verifyEvidenceChain } from './verify-chain.ts';

const bed = await useTestBed();
const key = new CheckpointKey(Buffer.alloc(32, 7).toString('base64'));
const otherKey = new CheckpointKey(Buffer.alloc(32, 8).toString('base64'));
const agencyId = newId();

async function message(subjectId: string, body: string): Promise<string> {
  const [id = ''] = await transact(bed.system, (tx) =>
    queueMessages(tx, [aMessage(tx, { agencyId, subject: { type: 'procedure', id: subjectId }, body })]),
  );
  for (const kind of ['handed_over', 'accepted', 'delivered'] as const)
    await addEvidenceRows(bed.system, [{ agencyId, messageId: id, kind, reason: 'smpp' }]);
  await setFate(bed.system, id, 'delivered', ['queued']);
  return id;
}

/** Transactions of other tests on the same server hold rows back for as long as they run. */
async function sealAll(): Promise<void> {
  for (;;) {
    await sealEvidence(bed.system, key);
    const { rows } = await bed.pool.query<{ open: number }>(
      `select count(*)::int as open from notifications.evidence e
       where (e.xact, e.position) > (select coalesce(max(b.xact), '0'::xid8), coalesce(max(b.position), 0) from notifications.evidence_blocks b)`,
    );
    if (rows[0]?.open === 0) return;
  }
}

const about = { type: 'procedure', id: newId(), about: 'TOL-2026-000123-K' };
const written = async () =>
  EvidenceFile.parse(
    JSON.parse(JSON.stringify(await evidenceFile({ ...bed.system, sealKeyPem: key.publicKeyPem }, about))),
  );
const problemsOf = (file: EvidenceFile, trusted?: string) => verifyEvidence(file, trusted).problems;

test('a file of evidence verifies by itself, and tells what was not sealed yet', async () => {
  for (let other = 0; other < 5; other++) await message(newId(), 'De otra persona');
  await message(about.id, 'Su trámite fue aceptado');
  assert.deepEqual(verifyEvidence(await written()), { messages: 1, events: 4, unsealed: 4, problems: [] });
  await sealAll();
  await message(newId(), 'De otra persona');
  await message(about.id, 'Su trámite está listo');
  await sealAll();
  const file = await written();
  assert.deepEqual(verifyEvidence(file, key.publicKeyPem), { messages: 2, events: 8, unsealed: 0, problems: [] });
  assert.equal(file.blocks.length >= 2, true);
  assert.equal(JSON.stringify(file).includes('De otra persona'), false, 'nothing of anybody else is in it');
});

test('whatever is changed in a file is found', async () => {
  const file = await written();
  const change = (edit: (copy: EvidenceFile) => void) => {
    const copy = structuredClone(file);
    edit(copy);
    return problemsOf(copy).length;
  };
  const firstOf = <T>(list: readonly T[]): T => list[0] ?? assert.fail('nothing there');
  const content = (copy: EvidenceFile) => firstOf(copy.messages).content ?? assert.fail('erased');
  const lastEvent = (copy: EvidenceFile) => firstOf(copy.messages).events.at(-1) ?? assert.fail('no event');
  const otherHex = (hex: string) => hex.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
  assert.equal(
    change(() => undefined),
    0,
  );
  assert.ok(change((copy) => void (content(copy).body = 'Su trámite fue rechazado')) > 0);
  assert.ok(change((copy) => void (content(copy).address = '+525550000102')) > 0);
  assert.ok(change((copy) => void (lastEvent(copy).row = lastEvent(copy).row.replace('delivered', 'failed'))) > 0);
  assert.ok(change((copy) => void copy.messages[1]?.events.push(lastEvent(copy))) > 0);
  assert.ok(change((copy) => void (firstOf(copy.blocks).root = otherHex(firstOf(copy.blocks).root))) > 0);
  assert.ok(change((copy) => void (firstOf(copy.blocks).signature = otherKey.signText(firstOf(copy.blocks).hash))) > 0);
  assert.equal(problemsOf(file, otherKey.publicKeyPem).length, 1);
});

test('after the content was erased the times and fates still verify, and nothing tells what it said', async () => {
  await transact(bed.system, (tx) => eraseContents(tx, { subject: { type: 'procedure', id: about.id } }));
  const file = await written();
  assert.deepEqual(
    file.messages.map(({ content }) => content),
    [null, null],
  );
  assert.equal(JSON.stringify(file).includes('5550000101'), false);
  assert.deepEqual(verifyEvidence(file, key.publicKeyPem).problems, []);
});

test('the whole chain verifies, and a row that was changed, removed or put in is found', async () => {
  const whole = await verifyEvidenceChain(bed.services.db, key);
  assert.equal(whole.problem, undefined);
  assert.ok(whole.rows >= 32);
  assert.equal((await verifyEvidenceChain(bed.services.db, otherKey)).problem?.kind, 'signature');
  const owner = new pg.Client(bed.connection);
  await owner.connect();
  await owner.query('alter table notifications.evidence disable trigger evidence_append_only');
  const after = async (statement: string) => {
    await owner.query(statement);
    return (await verifyEvidenceChain(bed.services.db, key)).problem?.kind;
  };
  const first = '(select id from notifications.evidence order by xact, position limit 1)';
  assert.equal(await after(`update notifications.evidence set reason = 'x' where id = ${first}`), 'root');
  await owner.query(`update notifications.evidence set reason = '' where id = ${first}`);
  assert.equal((await verifyEvidenceChain(bed.services.db, key)).problem, undefined);
  assert.equal(await after(`delete from notifications.evidence where id = ${first}`), 'rows');
  await owner.end();
});
