import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { useApp } from '#test/support/app.ts';
import { signIn } from '#test/support/sign-in.ts';
import { formsOf, Visitor } from '#test/support/visitor.ts';

// What a person meets when something went wrong: what it was, what to do next, and nothing that was typed lost.

const app = await useApp();
const { db } = app.services;
const cookie = await signIn(app.address, 'recepcion');
const staff = { headers: { cookie } };
const ask = (path: string, init: RequestInit = {}) => fetch(app.address + path, { redirect: 'manual', ...init });

test('an error of ours says nothing of how it came about', async () => {
  // The program itself works without the right to change tables.
  await assert.rejects(db.sql('alter table people.people rename to gone'), { code: '42501' });
  const { connectionString = '' } = app.connection;
  const page = await new Visitor(app.address).ask('/personal/personas', staff);
  const search = formsOf(page).find(({ method, action }) => method === 'post' && action === '/personal/personas');
  assert.ok(search);
  const owner = new pg.Client({ connectionString });
  await owner.connect();
  try {
    await owner.query('alter table people.people rename to gone');
    const [row] = await db.sql<{ id: string }>('select id from people.gone limit 1').catch(() => []);
    for (const accept of ['text/html', 'application/json']) {
      const path = `/personal/personas/${row?.id ?? '01900000-0000-7000-8000-000000000000'}`;
      const answer = await ask(path, { headers: { cookie, accept } });
      const text = await answer.text();
      assert.equal(answer.status, 500);
      assert.doesNotMatch(text, /people|relation|select |\.ts|node_modules|42P01/i);
      assert.ok(text.includes(answer.headers.get('x-request-id') ?? 'none'), 'the request id is on the page');
      if (accept === 'text/html') assert.match(text, /action="\/salir"/, 'in the frame of who works here');
    }
    const body = new URLSearchParams(search.fields.map(({ name, value }) => [name, value]));
    body.set('q', 'Rosa Luz Ordaz');
    const headers = { cookie, 'sec-fetch-site': 'same-origin' };
    const failed = await ask(search.action, { method: 'POST', body, headers });
    assert.equal(failed.status, 500);
    assert.match(await failed.text(), /name="q" value="Rosa Luz Ordaz"/, 'what was typed comes back');
  } finally {
    await owner.query('alter table people.gone rename to people');
    await owner.end();
  }
});

test('a page that does not exist shows no number to quote, and the answer carries it all the same', async () => {
  const answer = await ask('/nada');
  assert.equal(answer.status, 404);
  const id = answer.headers.get('x-request-id') ?? assert.fail('no request id');
  assert.ok(!(await answer.text()).includes(id));
});

test('a page of the staff that does not exist, or is not theirs, keeps their frame; a stranger gets that of the public', async () => {
  const leave = /action="\/salir"/;
  for (const path of ['/personal/nada', '/personal/cuentas']) {
    assert.match(await (await ask(path, staff)).text(), leave, path);
    assert.doesNotMatch(await (await ask(path)).text(), leave, path);
  }
  assert.doesNotMatch(await (await ask('/nada', staff)).text(), leave);
});

test('who sends a form too often gets it back with what was typed', async () => {
  const headers = { 'sec-fetch-site': 'same-origin', 'x-forwarded-for': '203.0.113.77' };
  const visitor = new Visitor(app.address);
  const [row] = await db.sql<{ folio: string }>('select folio from registry.procedures where status = $1 limit 1', [
    'suspended',
  ]);
  const page = await visitor.ask(`/f/${row?.folio}`, { headers });
  const form = formsOf(page).find(({ fields }) => fields.some(({ name }) => name === 'surname'));
  assert.ok(form);
  const body = new URLSearchParams(form.fields.map(({ name, value }) => [name, value]));
  body.set('surname', 'De la Peña');
  let last = await ask(form.action, { method: 'POST', body, headers });
  for (let turn = 1; turn <= 10; turn++) last = await ask(form.action, { method: 'POST', body, headers });
  assert.equal(last.status, 429);
  assert.match(await last.text(), /name="surname" value="De la Peña"/);
});
