import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestBed } from '#test/support/context.ts';
import { KeyPace } from './key-pace.ts';

const bed = await useTestBed();

const passed = async (paces: readonly KeyPace[], clientId: string, perMinute: number, calls: number) =>
  (
    await Promise.allSettled(
      Array.from({ length: calls }, async (_, call) => paces[call % paces.length]?.take({ clientId, perMinute })),
    )
  ).filter(({ status }) => status === 'fulfilled').length;

test('a key passes its calls of a minute and no more, over however many nodes they come', async () => {
  const nodes = [new KeyPace(bed.system), new KeyPace(bed.system)];
  assert.equal(await passed(nodes, 'a', 200, 1_000), 200);
  assert.equal(await passed(nodes, 'b', 200, 50), 50, 'another key is not touched by it');
});

test('who is refused learns how long to wait, and passes again when that is over', async () => {
  const pace = new KeyPace(bed.system);
  assert.equal(await passed([pace], 'c', 60, 61), 60);
  const refused = await pace.take({ clientId: 'c', perMinute: 60 }).catch((error: unknown) => error);
  assert.equal((refused as { data: { seconds?: number } }).data.seconds, 1);
  bed.services.clock.advance({ seconds: 10 });
  assert.equal(await passed([new KeyPace(bed.system)], 'c', 60, 61), 10);
});

test('keys without a pace of their own pass always', async () => {
  await new KeyPace(bed.system).take({ clientId: 'd' });
});
