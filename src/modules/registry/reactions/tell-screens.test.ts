import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transact } from '#platform/context.ts';
import { useTestOffice } from '../registry.testing.ts';
import { tellScreens } from './tell-screens.ts';

const office = await useTestOffice();

test('one hint for a batch names the desk and each procedure', async () => {
  const told: string[][] = [];
  const live = {
    ...office.system.live,
    publish: async (_: unknown, topics: Iterable<string>) => void told.push([...topics]),
  };
  const about = { id: office.agencyId, agencyId: office.agencyId, payload: {}, requestId: 'x', name: 'registry.x.v1' };
  const event = (entity: string) => ({ ...about, entity, occurredAt: office.system.clock.now() });
  await transact({ ...office.system, live }, (tx) =>
    tellScreens.handle(tx, [event('procedure:1'), event('procedure:2')]),
  );
  assert.deepEqual(told, [['registry', 'procedure:1', 'procedure:2']]);
});

test('it hears everything that the registry announces', async () => {
  const announced = Object.values(await import('../events.ts')).map(({ name }) => name);
  assert.deepEqual(tellScreens.events.map(({ name }) => name).toSorted(), announced.toSorted());
});
