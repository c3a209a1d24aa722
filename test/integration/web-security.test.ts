import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { freePort, useApp } from '#test/support/app.ts';
import { signIn } from '#test/support/sign-in.ts';
import { formsOf, Visitor, type Answer } from '#test/support/visitor.ts';
import { MODULES } from '../../src/modules.ts';

// The baseline of OWASP ASVS 5.0 that the running program must hold; numbers in brackets are its items.

const dataDir = mkdtempSync(join(tmpdir(), 'ventanilla-security-'));
after(() => rmSync(dataDir, { recursive: true, force: true }));
// No worker: its jobs, relay and seals would write beside what is watched here.
const web = { DATA_DIR: dataDir, ROLES: 'web' };
const one = await useApp(web);
const shared = { ...web, DATABASE_URL: one.connection.connectionString ?? '' };
const two = await useApp(shared);
const httpsPort = String(await freePort());
await useApp({ ...shared, PORT: httpsPort, PUBLIC_URL: 'https://localhost', TRUST_PROXY: '10.20.0.5,10.21.0.0/16' });
/** Behind a proxy that speaks https. */
const https = { address: `http://127.0.0.1:${httpsPort}` };
const { db } = one.services;
const cookie = await signIn(one.address, 'recepcion');
const staff = { headers: { cookie } };
const ask = (path: string, init: RequestInit = {}) => fetch(one.address + path, { redirect: 'manual', ...init });

/** One request as bytes, for what `fetch` would put right. */
async function raw(lines: readonly string[]): Promise<string> {
  const socket = connect(Number(new URL(one.address).port), '127.0.0.1');
  await once(socket, 'connect');
  let said = '';
  socket.on('data', (piece) => (said += piece.toString())).on('error', () => undefined);
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  // Each of these requests ends its connection; a server that kept one would be told by the limit of the run.
  await once(socket, 'close');
  return said;
}

const ADDRESSES = ['/', '/estado', '/tramites', '/entrar', '/nada', '/assets/nada', '/livez', '/api/v1/openapi.json'];

test('every kind of answer carries the headers, and none that tells what the server is made of (3.4.1-3.4.6)', async () => {
  for (const path of ADDRESSES) {
    const { headers } = await fetch(https.address + path, { redirect: 'manual' });
    const policy = headers.get('content-security-policy') ?? '';
    for (const part of ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]) {
      assert.ok(policy.includes(part), `${path}: ${part} is not in ${policy}`);
    }
    assert.doesNotMatch(policy, /unsafe|\*|http:/, path);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
    assert.equal(headers.get('referrer-policy'), 'same-origin', path);
    assert.match(headers.get('strict-transport-security') ?? '', /max-age=31536000/, path);
    assert.equal(headers.get('x-powered-by') ?? headers.get('server'), null, path);
    assert.equal(headers.get('access-control-allow-origin'), null, path);
  }
});

test('a script runs by the nonce of its answer alone, and the next answer has another', async () => {
  const scripts = await Promise.all(
    Array.from({ length: 5 }, async () => {
      const answer = await ask('/personal/inicio', staff);
      const allowed = /script-src 'nonce-(\w+)'(?:;|$)/.exec(answer.headers.get('content-security-policy') ?? '')?.[1];
      const carried = [...(await answer.text()).matchAll(/<script [^>]*nonce="(\w+)"/g)].map(([, nonce]) => nonce);
      assert.deepEqual(new Set(carried), new Set([allowed]));
      return allowed;
    }),
  );
  assert.equal(new Set(scripts).size, 5);
});

test('the cookie of a session is host-bound, unreadable to script and only for https (3.3.1-3.3.4)', async () => {
  const page = await (await fetch(`${https.address}/entrar`)).text();
  const token = /name="_token" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const body = new URLSearchParams({ persona: 'recepcion', _token: token });
  const answer = await fetch(`${https.address}/entrar/como`, { method: 'POST', body, redirect: 'manual' });
  const [line = ''] = answer.headers.getSetCookie();
  assert.match(line, /^__Host-/);
  for (const part of [/; Secure/i, /; HttpOnly/i, /; SameSite=(Lax|Strict)/i, /; Path=\//i]) assert.match(line, part);
  assert.doesNotMatch(line, /; Domain/i);
});

/** Sends a form of a page as a browser would, with these headers and changes. */
async function post(path: string, headers: Record<string, string>, change: (body: URLSearchParams) => void = () => {}) {
  const visitor = new Visitor(one.address);
  const page: Answer = await visitor.ask(path, staff);
  const form = formsOf(page).find(({ method, action }) => method === 'post' && action.startsWith(path));
  assert.ok(form, `no form on ${path}`);
  const body = new URLSearchParams(form.fields.map(({ name, value }) => [name, value]));
  change(body);
  return ask(form.action, { method: 'POST', body, headers: { cookie, ...headers } });
}

test('a form is taken without an Origin, and from elsewhere, changed or of another session never (3.5.1, 3.5.3)', async () => {
  const other = await signIn(one.address, 'analista');
  const search = '/personal/personas';
  assert.notEqual((await post(search, {})).status, 403);
  assert.notEqual((await post(search, { origin: 'null' })).status, 403);
  assert.notEqual((await post(search, { origin: one.address, 'sec-fetch-site': 'same-origin' })).status, 403);
  assert.equal((await post(search, { 'sec-fetch-site': 'cross-site' })).status, 403);
  assert.equal((await post(search, { 'sec-fetch-site': 'same-site' })).status, 403);
  assert.equal((await post(search, { origin: 'https://elsewhere.example' })).status, 403);
  assert.equal((await post(search, { cookie: other })).status, 403);
  const broken = (body: URLSearchParams) => body.set('_token', `${body.get('_token') ?? ''}x`);
  assert.equal((await post(search, {}, broken)).status, 403);
  assert.equal((await post(search, {}, (body) => body.delete('_token'))).status, 403);
});

test('what was filled in on a page of one agency changes no other, until its person says so there', async () => {
  const visitor = new Visitor(one.address);
  const enter = formsOf(await visitor.get('/entrar')).find(({ fields }) =>
    fields.some(({ value }) => value === 'avisos'),
  );
  assert.ok(enter);
  await visitor.submit(enter);
  const caps = async () => {
    const rows = await db.sql<{ agency: string; cap: string }>(
      `select a.short_name as agency, s.monthly_cap_mxn_e4 as cap from notifications.settings s
       join agencies.agencies a using (agency_id) where s.monthly_cap_mxn_e4 is not null order by 1`,
    );
    return Object.fromEntries(rows.map(({ agency, cap }) => [agency, Number(cap) / 10_000]));
  };
  const before = await caps();
  const budget = '/personal/avisos/presupuesto';
  const here = formsOf(await visitor.get(budget)).find(({ fields }) => fields.some(({ name }) => name === 'tope'));
  assert.ok(here);
  const start = await visitor.get('/personal/inicio');
  const [other] = formsOf(start).filter(({ action }) => action === '/personal/dependencia');
  assert.ok(other);
  const moved = await visitor.submit(other);
  const name = /Ahora trabaja en (\w+)\./.exec(moved.text)?.[1] ?? assert.fail('nobody says where one works now');

  const sent = new URLSearchParams(
    here.fields.map((field) => [field.name, field.name === 'tope' ? '4321' : field.value]),
  );
  const sameOrigin = { 'sec-fetch-site': 'same-origin' };
  const kept = await visitor.ask(here.action, { method: 'POST', body: sent, headers: sameOrigin });
  assert.equal(kept.status, 409);
  assert.match(kept.text, new RegExp(`queda en ${name}\\.`));
  assert.deepEqual(await caps(), before);

  const again = formsOf(kept).find(({ action }) => action === here.action);
  assert.ok(again);
  const body = new URLSearchParams(again.fields.map((field) => [field.name, field.value]));
  await visitor.ask(again.action, { method: 'POST', body, headers: sameOrigin });
  assert.deepEqual(await caps(), { ...before, [name]: 4321 });
});

test('a form that came without a session goes back to its own page only, without secrets, and is good for us alone', async () => {
  const search = '/personal/personas';
  const sameOrigin = { 'sec-fetch-site': 'same-origin' };
  const send = (headers: Record<string, string>, fields: Record<string, string>) =>
    ask(search, { method: 'POST', body: new URLSearchParams(fields), headers });
  const kept = await (await send(sameOrigin, { q: 'Rosa "Luz" <b>' })).text();
  assert.match(kept, /name="q" value="Rosa &quot;Luz&quot; &lt;b>"/);
  const token = /name="_token" value="([^"]+)"/.exec(kept)?.[1] ?? '';
  for (const from of [{}, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'none' }]) {
    assert.doesNotMatch(await (await send(from, { q: 'Rosa' })).text(), /Rosa/, 'not ours, not given back');
    assert.equal((await send({ cookie, ...from }, { q: 'Rosa', _token: token })).status, 403);
  }
  assert.doesNotMatch(await (await send(sameOrigin, { q: 'Rosa', password: 'tres palabras' })).text(), /Rosa|palabras/);
  assert.notEqual((await send({ cookie, ...sameOrigin }, { q: 'Rosa', _token: token })).status, 403);
});

test('a form with invisible signs is refused with 422 and comes back without them, with all that was typed', async () => {
  const search = '/personal/personas';
  const sent = await post(search, { 'sec-fetch-site': 'same-origin' }, (body) => body.set('q', 'Rosa\0 Luz\v'));
  assert.equal(sent.status, 422);
  const text = await sent.text();
  assert.match(text, /signos invisibles/);
  const again = formsOf({ text, url: search } as Answer).find(({ action }) => action === search);
  assert.equal(again?.fields.find(({ name }) => name === 'q')?.value, 'Rosa  Luz ');
  const body = new URLSearchParams(again.fields.map(({ name, value }) => [name, value]));
  const taken = await ask(search, { method: 'POST', body, headers: { cookie, 'sec-fetch-site': 'same-origin' } });
  assert.ok(taken.status < 400, `status ${taken.status}`);
});

test('reading changes nothing: after a walk over all pages only logs of reading have grown', async () => {
  const head = await signIn(one.address, 'direccion');
  const tables = await db.sql<{ name: string }>(TABLES);
  const count = async () => {
    const counts = new Map<string, number>();
    for (const { name } of tables) {
      const [row] = await db.sql<{ count: number }>(`select count(*)::int as count from ${name}`);
      counts.set(name, row?.count ?? 0);
    }
    return counts;
  };
  const before = await count();
  for (const route of MODULES.flatMap((module) => module.routes ?? [])) {
    if (route.method !== 'GET' || route.url.includes(':') || route.url.endsWith('en-vivo')) continue;
    await (await ask(route.url, { headers: { cookie: head } })).arrayBuffer();
  }
  const now = await count();
  const grown = tables.map(({ name }) => name).filter((name) => now.get(name) !== before.get(name));
  assert.deepEqual(
    grown.filter((name) => !READ_LOGS.has(name)),
    [],
  );
});
const TABLES = `select format('%I.%I', schemaname, tablename) as name from pg_tables
  where schemaname not in ('information_schema', 'pg_catalog', 'pgboss') order by 1`;
const READ_LOGS = new Set([
  'platform.audit_entries',
  'platform.rate_limits',
  // Noted each minute, whoever asks.
  'platform.service_minutes',
  'staff.passkey_challenges',
  'staff.sessions',
]);

test('what repeats, pollutes or does not parse is refused in words (15.3.3, 15.3.6, 15.3.7)', async () => {
  assert.equal((await ask('/tramites?q=a&q=b')).status, 400);
  for (const path of ['/tramites?__proto__=x', '/tramites?q[__proto__]=x', '/tramites?constructor=x']) {
    assert.ok((await ask(path)).status < 500, path);
  }
  assert.equal(({} as Record<string, unknown>).x, undefined);
  for (const path of [
    '/%E0%A4%A',
    '/f/%00',
    '/f/..%2f..%2fpackage.json',
    '/assets/..%2f..%2fpackage.json',
    `/f/${'A'.repeat(3_000)}`,
  ]) {
    const answer = await ask(path);
    const text = await answer.text();
    assert.ok(answer.status >= 400 && answer.status < 500, `${path}: ${answer.status}`);
    assert.doesNotMatch(text, /node_modules|at .*\.ts:\d|"version"/, path);
    assert.ok(answer.headers.get('content-security-policy'), `${path} has no policy`);
  }
  const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"__proto__":{"x":1}}' };
  assert.ok([400, 401, 403, 415].includes((await ask('/estado', json)).status));
});

test('strange requests on the wire get an answer of ours or none, and the server lives', async () => {
  for (const first of [
    'TRACE / HTTP/1.1',
    'PROPFIND / HTTP/1.1',
    'GET http://elsewhere.example/ HTTP/1.1',
    'NONSENSE',
  ]) {
    const said = await raw([first, 'Host: elsewhere.example', 'Connection: close']);
    assert.doesNotMatch(said, /^HTTP\/1\.1 (5|200.*elsewhere)/s, first);
  }
  const smuggled = await raw(['POST /estado HTTP/1.1', 'Host: x', 'Content-Length: 5', 'Transfer-Encoding: chunked']);
  assert.match(smuggled, /^(HTTP\/1\.1 400|$)/);
  const huge = await raw(['GET / HTTP/1.1', 'Host: x', `X-Long: ${'a'.repeat(40_000)}`]);
  assert.match(huge, /^(HTTP\/1\.1 431|$)/);
  assert.equal((await ask('/livez')).status, 200);
});

test('no address of ours is made from the Host that a caller names, and no way leads elsewhere', async () => {
  const said = await raw([
    'GET / HTTP/1.1',
    'Host: elsewhere.example',
    'X-Forwarded-Host: elsewhere.example',
    'Connection: close',
  ]);
  assert.match(said, /^HTTP\/1\.1 200/);
  assert.doesNotMatch(said, /elsewhere/);
  for (const back of [
    '//elsewhere.example',
    'https://elsewhere.example',
    '/\\elsewhere.example',
    '/%09/elsewhere.example',
  ]) {
    const page = await (await ask(`/entrar?volver=${encodeURIComponent(back)}`)).text();
    assert.doesNotMatch(/name="volver" value="([^"]*)"/.exec(page)?.[1] ?? '', /^(https?:)?\/[/\\\t]/, back);
  }
});

test('who tries passwords, folios or second data too often waits, whichever node is asked (6.3.1, 2.4.1)', async () => {
  const logIn = async (address: string, login: string) => {
    const visitor = new Visitor(address);
    const form = formsOf(await visitor.get('/entrar')).find(({ action }) => action === '/entrar');
    assert.ok(form);
    const fill = (field: { name: string }) =>
      field.name === 'login' ? login : field.name === 'password' ? 'no es la clave de nadie' : undefined;
    return visitor.submit(form, fill);
  };
  const answers: Answer[] = [];
  for (let turn = 0; turn < 8; turn++)
    answers.push(await logIn(turn % 2 ? two.address : one.address, 'nadie.conocido'));
  const refused = answers.findIndex(({ text }) => /demasiad/i.test(text));
  assert.ok(refused > 1 && refused < 8, `refused at ${refused} of 8: ${answers.map(({ status }) => status).join()}`);
  assert.equal(new Set(answers.slice(0, refused).map(({ status }) => status)).size, 1);
  // Twice as many as may look, at once: one after the other, a busy machine is so slow that none is too many.
  const asProgram = { headers: { accept: 'application/problem+json' } };
  const looks = await Promise.all(
    Array.from({ length: 120 }, (_, turn) =>
      fetch(`${turn % 2 ? two.address : one.address}/estado?folio=TOL-2026-999999-X`, asProgram),
    ),
  );
  const last = looks.find(({ status }) => status === 429);
  assert.ok(last, looks.map(({ status }) => status).join());
  assert.ok(Number(last.headers.get('retry-after')) > 0);
  assert.match(last.headers.get('content-type') ?? '', /^application\/problem\+json/);
});

test('an unknown name and a wrong password get the same words', async () => {
  const words = async (login: string) => {
    const visitor = new Visitor(two.address);
    const form = formsOf(await visitor.get('/entrar')).find(({ action }) => action === '/entrar');
    assert.ok(form);
    const { status, text } = await visitor.submit(form, ({ name }) =>
      name === 'login' ? login : name === 'password' ? 'tampoco es la clave' : undefined,
    );
    return [status, /<div[^>]*role="alert"[\s\S]*?<\/div>/.exec(text)?.[0].replaceAll(login, '…')];
  };
  assert.deepEqual(await words('alguien.que.no.existe'), await words('analista'));
});

test('files are taken where they are wanted, for what they are, and within their size (5.2.1-5.2.3)', async () => {
  const head = await signIn(one.address, 'direccion');
  const send = async (file: File, path = '/personal/calendario/importar') => {
    const visitor = new Visitor(one.address);
    const page = await visitor.ask(path, { headers: { cookie: head } });
    const form = formsOf(page).find(({ isMultipart }) => isMultipart);
    const body = new FormData();
    for (const { name, type, value } of form?.fields ?? [])
      if (type !== 'submit') body.append(name, type === 'file' ? file : value);
    return ask(form?.action ?? path, { method: 'POST', body, headers: { cookie: head } });
  };
  const csv = 'desde,hasta,tipo,nombre,fundamento\n';
  assert.equal((await send(new File([csv, 'x,,y,z,\n'], 'calendario.csv'))).status, 422);
  const program = await send(new File([Buffer.from('7f454c46020101', 'hex'), 'x'.repeat(500)], '../../calendario.csv'));
  assert.equal(program.status, 422);
  assert.match(await program.text(), /no se puede recibir/);
  const page = await send(new File(['<script>alert(1)</script>'], 'calendario.csv'));
  assert.equal(page.status, 422);
  assert.equal((await send(new File(['a'.repeat(1_500_000)], 'calendario.csv'))).status, 422);
  assert.equal((await send(new File(['a'.repeat(5_000_000)], 'calendario.csv'))).status, 413);
  const elsewhere = new FormData();
  elsewhere.append('folio', new File(['x'], 'x.csv'));
  assert.equal((await ask('/estado', { method: 'POST', body: elsewhere })).status, 400);
});

test('a session that was ended is over on the server, not only in the browser (7.4.1)', async () => {
  const own = await signIn(one.address, 'entrega');
  const inside = () => ask('/personal', { headers: { cookie: own } }).then(({ status }) => status);
  assert.equal(await inside(), 200);
  const page = await ask('/personal', { headers: { cookie: own } });
  const form = formsOf({ text: await page.text(), url: '/personal' } as Answer).find(
    ({ action }) => action === '/salir',
  );
  assert.ok(form);
  const body = new URLSearchParams(form.fields.map(({ name, value }) => [name, value]));
  await ask('/salir', { method: 'POST', body, headers: { cookie: own } });
  assert.equal(await inside(), 303);
});

test('what stands on a page was never taken for markup', async () => {
  const attack = `"><script>alert(1)</script><img src=x onerror=alert(1)>`;
  for (const path of ['/tramites?q=', '/estado?folio=', '/entrar?volver=', '/oficinas?q=']) {
    const text = await (await fetch(two.address + path + encodeURIComponent(attack))).text();
    assert.doesNotMatch(text, /<script>alert|<img src=x/, path);
  }
});

test('who calls a demonstration from elsewhere sees neither the tour nor a way to enter as anybody', async () => {
  const elsewhere = { headers: { 'x-forwarded-for': '203.0.113.9' } };
  assert.match(await (await fetch(`${one.address}/entrar`)).text(), /Entrar como/);
  const page = await (await fetch(`${one.address}/entrar`, elsewhere)).text();
  assert.match(page, /Demostración/);
  assert.doesNotMatch(page, /Entrar como|href="\/demo"/);
  assert.equal((await fetch(`${one.address}/demo`, elsewhere)).status, 404);
});

test('behind a proxy on another machine each caller has a limit of their own, and only its word is believed (15.2.2)', async () => {
  // Twice the limit on receipts; the folio does not exist, and the limit comes first.
  const called = async (address: string, from: (n: number) => string) => {
    const began = performance.now();
    const answers = Array.from({ length: 40 }, (_, n) =>
      fetch(`${address}/f/TOL-2026-000001-X/comprobante`, { headers: { 'x-forwarded-for': from(n) } }),
    );
    const refused = (await Promise.all(answers)).filter(({ status }) => status === 429).length;
    // One of the twenty grows back in three seconds.
    return { refused, grown: Math.ceil((performance.now() - began) / 3_000) };
  };
  const ours = await called(https.address, (n) => `203.0.113.${n}, 10.20.0.5`);
  assert.equal(ours.refused, 0, 'the proxy that the setting names');
  const another = await called(https.address, (n) => `203.0.113.${n}, 10.21.7.7`);
  assert.equal(another.refused, 0, 'one of its network');
  const { refused, grown } = await called(https.address, (n) => `198.51.100.${n}, 10.99.0.5`);
  assert.ok(
    refused >= 20 - grown && refused <= 20,
    `${refused} of a stranger who invents callers, ${grown} grown back`,
  );
});
