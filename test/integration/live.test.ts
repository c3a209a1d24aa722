import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemContext, transact } from '#platform/context.ts';
import { UnitTree } from '#platform/permissions/unit-tree.ts';
import { findOfficeByCode, placeUnit } from '#modules/agencies/index.ts';
import { registerPerson, withdrawConsent } from '#modules/people/index.ts';
import { useApp } from '#test/support/app.ts';
import { signIn } from '#test/support/sign-in.ts';
import { until } from '#test/support/until.ts';

const app = await useApp();
const cookie = await signIn(app.address, 'recepcion');

/** Reads a stream of events until `wanted` appears or a minute has gone. */
async function waitFor(body: ReadableStream<Uint8Array>, wanted: string): Promise<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const timer = setTimeout(() => void reader.cancel(), 60_000);
  let seen = '';
  while (!seen.includes(wanted)) {
    const { done, value } = await reader.read();
    if (done) break;
    seen += decoder.decode(value, { stream: true });
  }
  clearTimeout(timer);
  await reader.cancel();
  return seen;
}

const open = (topics: string) =>
  fetch(`${app.address}/personal/en-vivo?temas=${encodeURIComponent(topics)}`, { headers: { cookie } });

test('a screen hears that one of its topics has changed, whoever announced it, and nothing of the content', async () => {
  const stream = await open('registry procedure:1');
  assert.match(stream.headers.get('content-type') ?? '', /text\/event-stream/);
  assert.ok(stream.headers.get('content-security-policy'));
  // Through the database, as another node would.
  await app.services.live.publish(app.services.db, ['procedure:2', 'procedure:1']);
  const heard = await waitFor(stream.body ?? assert.fail('no body'), 'event: changed');
  assert.match(heard, /event: changed\ndata: \n/);
  assert.doesNotMatch(heard, /procedure/);
});

test('a screen does not hear of topics that it does not show', async () => {
  const stream = await open('procedure:1');
  await app.services.live.publish(app.services.db, ['procedure:2']);
  await app.services.live.publish(app.services.db, ['procedure:1']);
  const heard = await waitFor(stream.body ?? assert.fail('no body'), 'event: changed');
  assert.equal(heard.split('event: changed').length, 2);
});

test('nobody listens without having signed in', async () => {
  const answer = await fetch(`${app.address}/personal/en-vivo?temas=registry`, { redirect: 'manual' });
  assert.equal(answer.status, 303);
});

test('a screen that refreshes itself does not keep an abandoned session awake', async () => {
  const seen = async () => {
    const rows = await app.services.db.k.selectFrom('staff.sessions').select('seen_at').execute();
    return rows[0]?.seen_at.toString();
  };
  const early = app.services.clock.now().subtract({ minutes: 5 });
  await app.services.db.k.updateTable('staff.sessions').set({ seen_at: early }).execute();
  const before = await seen();
  await fetch(`${app.address}/personal`, { headers: { cookie, 'x-self-refresh': '1' } });
  assert.equal(await seen(), before);
  await fetch(`${app.address}/personal`, { headers: { cookie } });
  assert.notEqual(await seen(), before);
});

test('what is changed in other modules is told to their screens, and only when it is kept', async () => {
  const ctx = systemContext(app.services, 'test', 'test');
  const office = await findOfficeByCode(ctx.db, 'TOL');
  assert.ok(office);
  const { agencyId, unitId } = office;
  const heard = new Set<string>();
  const deafen = app.services.live.subscribe((topics) => topics.forEach((topic) => heard.add(topic)));
  const person = { agencyId, unitId, names: 'Olga', surnames: 'Téllez Ruiz', mobile: '+527221110077', source: 'test' };
  const { personId } = await registerPerson(ctx, person);
  await withdrawConsent(ctx, { personId, channel: 'sms', source: 'test' });
  await until('the person', () => heard.has(`person:${personId}`));
  await assert.rejects(
    transact(ctx, async (tx) => {
      await tx.live.publish(tx.db, ['never']);
      throw new Error('not kept');
    }),
  );
  await app.services.live.publish(app.services.db, ['last']);
  await until('the last topic', () => heard.has('last'));
  assert.ok(!heard.has('never'));
  deafen();
});

test('a unit that was placed or moved on one node is known to the rules of the other at once', async () => {
  const office = await findOfficeByCode(app.services.db, 'TOL');
  assert.ok(office);
  // The other node has a tree of its own; this one learns of the new unit by nothing but the hint.
  const elsewhere = { ...app.services, access: { ...app.services.access, units: new UnitTree() } };
  const ctx = systemContext(elsewhere, 'test', 'test');
  const placed = await placeUnit(ctx, { parentId: office.unitId, slug: 'ventanilla-nueva', name: 'Ventanilla nueva' });
  await until('the new unit', () => app.services.access.units.isWithin(placed, office.unitId));
  const other = await findOfficeByCode(app.services.db, 'TEX');
  await placeUnit(ctx, { parentId: other?.unitId ?? '', unitId: placed });
  await until('its new place', () => !app.services.access.units.isWithin(placed, office.unitId));
});
