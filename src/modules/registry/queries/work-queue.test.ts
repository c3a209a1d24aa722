import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assignProcedure } from '../commands/assign-procedure.ts';
import { saveView, deleteView } from '../commands/save-view.ts';
import { useTestOffice } from '../registry.testing.ts';
import { listSavedViews } from '../store/saved-views.ts';
import { countQueue, QUEUE_ORDERS, workQueue } from './work-queue.ts';

const office = await useTestOffice();
const head = await office.hire('Jefa', ['office_head']);
const analyst = await office.hire('Ana', ['analyst']);
for (let day = 0; day < 11; day++) {
  await office.enter();
  if (day % 3 === 0) office.services.clock.advance({ hours: 24 });
}
await office.enter(office.texcoco);

test('paging by key shows each procedure once, in every order', async () => {
  for (const order of QUEUE_ORDERS) {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await workQueue(head.ctx, { order, limit: 3, ...(after ? { after } : {}) });
      seen.push(...page.rows.map(({ id }) => id));
      after = page.next;
    } while (after);
    const all = (await workQueue(head.ctx, { order, limit: 100 })).rows;
    assert.deepEqual(
      seen,
      all.map(({ id }) => id),
      order,
    );
    assert.equal(new Set(seen).size, 11, 'the other office is out of sight');
    const due = all.map(({ dueOn }) => dueOn.toString());
    if (order === 'due') assert.deepEqual(due, due.toSorted());
  }
});

test('a key that nobody wrote begins at the first page', async () => {
  for (const after of ['', 'x', '2026-02-30_01980000-0000-7000-8000-000000000000', "';--"]) {
    assert.equal((await workQueue(head.ctx, { after, limit: 100 })).rows.length, 11);
  }
});

test("the count agrees with the list for what is mine and what is nobody's", async () => {
  const [first] = (await workQueue(head.ctx, { limit: 1 })).rows;
  await assignProcedure(head.ctx, { procedureId: first?.id ?? '', staffId: analyst.staffId });
  for (const [who, count] of [
    [analyst.staffId, 1],
    ['nobody', 10],
  ] as const) {
    assert.equal((await workQueue(head.ctx, { analyst: who, limit: 100 })).rows.length, count);
    assert.equal(await countQueue(head.ctx, { analyst: who }), count);
  }
  assert.equal(await countQueue(head.ctx, { folios: [first?.folio ?? ''] }), 1);
  assert.equal(await countQueue(head.ctx, { folios: [] }), 0, 'a search for what is no folio finds nothing');
});

test('views belong to one person, a name is kept once and one alone opens by itself', async () => {
  const owner = { agencyId: office.agencyId, staffId: head.staffId };
  await saveView(head.ctx, { name: 'Vencidos', query: 'plazo=vencido', isDefault: true });
  await saveView(head.ctx, { name: 'Míos', query: 'encargado=yo', isDefault: true });
  await saveView(head.ctx, { name: 'Vencidos', query: 'plazo=vencido&orden=vence', isDefault: false });
  const views = await listSavedViews(head.ctx, owner);
  assert.deepEqual(
    views.map(({ name, query, isDefault }) => [name, query, isDefault]),
    [
      ['Míos', 'encargado=yo', true],
      ['Vencidos', 'plazo=vencido&orden=vence', false],
    ],
  );
  const id = views[0]?.id ?? '';
  await assert.rejects(deleteView(analyst.ctx, id), { message: 'registry.unknownView' });
  await deleteView(head.ctx, id);
  assert.equal((await listSavedViews(head.ctx, owner)).length, 1);
});
