import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { TOTP } from 'otpauth';
import pg from 'pg';
import { startCarrier } from '#demo/carrier/carrier.ts';
import { INSTANT } from '#demo/carrier/behaviour.ts';
import { startMailSink } from '#demo/mailsink/mail-sink.ts';
import { Canaries, type CanaryKind } from '#test/support/canaries.ts';
import { cleanUp } from '#test/support/clean-up.ts';
import { urlOf } from '#test/support/database-url.ts';
import { useDemonstration } from '#test/support/demonstration.ts';
import { useNode } from '#test/support/node-process.ts';
import { plantIn, type CanaryPerson } from '#test/support/canary-values.ts';
import { storm } from '#test/support/form-storm.ts';
import { formsOf, Visitor, type Answer, type Fill } from '#test/support/visitor.ts';
import { until } from '#test/support/until.ts';

// One real process lives through the journeys of everybody, mistakes and breakdowns included, with a value in each field
// of a person and each secret that stands nowhere else. None of them may come out in a log, an address, a metric or the
// audit, nor lie open in the database.

const canaries = new Canaries();
const { person, secret, text, newPerson, fillIn } = plantIn(canaries);

const dataDir = mkdtempSync(join(tmpdir(), 'ventanilla-canaries-'));
after(() => rmSync(dataDir, { recursive: true, force: true }));
const databaseUrl = urlOf(await useDemonstration(join(dataDir, 'keys.json')));
const smppPassword = secret('password at the carrier', 'qz7wx2kv');
const carrier = await startCarrier({ systemId: 'ventanilla', password: smppPassword, behaviour: INSTANT });
const mailSink = await startMailSink();
cleanUp(async () => {
  await carrier.close();
  await mailSink.close();
});
const metricsToken = secret('token of the metrics', 'metricas-8Kq2Zt5Wv9Xb4Nm7');
const settings = {
  DATA_DIR: dataDir,
  DATABASE_URL: databaseUrl,
  SMPP_URL: carrier.url,
  SMTP_URL: mailSink.url,
  METRICS_TOKEN: metricsToken,
};
const node = await useNode({ ...settings, LOG_LEVEL: 'debug', RATE_LIMITS: 'off', DRAIN_SECONDS: '0' });
const client = new pg.Client({ connectionString: databaseUrl });
await client.connect();
cleanUp(() => client.end());
const sql = async (query: string, values: unknown[] = []) => (await client.query(query, values)).rows;

const visitors: Visitor[] = [];
function newVisitor(): Visitor {
  const visitor = new Visitor(node.address);
  visitors.push(visitor);
  return visitor;
}
const plantCookies = (visitor: Visitor, who: string) => {
  for (const [name, value] of visitor.cookies) secret(`cookie ${name} of ${who}`, value);
};
/** Sends the first form of the page whose action matches. What is to be ticked or chosen stands in one value, with spaces between. */
function send(visitor: Visitor, answer: Answer, action: RegExp, values: Readonly<Record<string, string>>) {
  const form = formsOf(answer).find((one) => action.test(one.action));
  assert.ok(form, `no form ${String(action)} on ${answer.url} (${answer.status})`);
  const isChoice = (type: string) => type === 'radio' || type === 'checkbox';
  const fill: Fill = ({ name, type, value }) =>
    isChoice(type) ? values[name]?.split(' ').find((one) => one === value) : values[name];
  return visitor.submit(form, fill);
}
async function enterAs(persona: string): Promise<Visitor> {
  const visitor = newVisitor();
  const page = await visitor.get('/entrar');
  const form = formsOf(page).find(
    ({ action, fields }) => action === '/entrar/como' && fields.some(({ value }) => value === persona),
  );
  assert.ok(form, `nobody may enter as ${persona}`);
  await visitor.submit(form, (field) => (field.name === 'persona' ? persona : undefined));
  plantCookies(visitor, persona);
  return visitor;
}
const root = join(import.meta.dirname, '../..');
let terminal = '';
/** `ventanilla …` at the terminal; what it says is searched as the log is. Carrier and mail server here go on meanwhile. */
async function ventanilla(args: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const flags = ['--import', join(root, 'src/platform/runtime/register.js'), join(root, 'src/cli/main.ts'), ...args];
  const env = { ...process.env, ...settings, MODE: 'demo', ...more };
  const ended = promisify(execFile)(process.execPath, flags, { env });
  // One that refuses ends with another code than 0, which is an error here and has said as much.
  const { stdout, stderr } = await ended.catch((error: unknown) => error as { stdout: string; stderr: string });
  terminal += stdout + stderr;
  return { said: stdout + stderr };
}

const [office] = (await sql(
  `select u.id, u.agency_id from agencies.units u join agencies.offices o on o.unit_id = u.id where o.code = 'TOL'`,
)) as { id: string; agency_id: string }[];
assert.ok(office);
const apiKey = secret('key of a system', await makeApiKey());
async function makeApiKey(): Promise<string> {
  const before = terminal;
  await ventanilla(['client', 'create', 'SIFREM', '--unit', '?']);
  const { said } = await ventanilla(['client', 'create', 'SIFREM', '--unit', 'ifrem/direccion-general']);
  // The one place where the key is meant to be seen.
  terminal = before;
  return said.trim().split('\n').at(-1) ?? '';
}
const api = (path: string, body: unknown, key = apiKey) =>
  newVisitor().ask(`/api/v1/registry/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const lodged = (who: CanaryPerson, externalId: string) => ({
  externalId,
  office: 'TOL',
  service: 'copias-certificadas',
  person: who,
  propertyLocation: text('location'),
  documents: [text('document')],
});

const citizen = newPerson();
let folio = '';

test('systems: what is right, wrong, malformed and forbidden', async () => {
  const entered = await api('procedures', lodged(citizen, 'c-1'));
  assert.equal(entered.status, 201, entered.text);
  ({ folio } = JSON.parse(entered.text) as { folio: string });
  assert.equal((await api('procedures', lodged(newPerson(), 'c-1'))).status, 422);
  const { names } = newPerson();
  assert.equal((await api('procedures', `{"person": {"names": ${names}`)).status, 400);
  assert.equal((await api('procedures', { ...lodged(newPerson(), 'c-2'), [names]: names })).status, 422);
  assert.equal(
    (await api('procedures', lodged(newPerson(), 'c-3'), secret('wrong key', 'vk_Zt5Wv9Xb4Nm7Kq2Lp8Rs'))).status,
    401,
  );
  const events = [
    { externalId: 'e-1', event: 'taken', folio },
    { externalId: 'e-2', event: 'signed', folio, outcome: 'suspended', reasons: [text('reason')] },
  ];
  assert.equal((await api('events', events)).status, 201);
});

test('citizens: the second datum, the codes, and somebody who is not meant', async () => {
  const visitor = newVisitor();
  const status = await visitor.get(`/f/${folio}`);
  const wrong = person('second datum, wrong', 'Nezahualpilli');
  assert.equal((await send(visitor, status, /^\/estado$/, { surname: wrong })).status, 422);
  assert.equal((await send(visitor, status, /^\/estado$/, { surname: citizen.surnames })).status, 200);
  const ask = await visitor.get(`/f/${folio}/avisos`);
  assert.equal((await send(visitor, ask, /avisos$/, { surname: citizen.surnames })).status, 200);
  plantCookies(visitor, 'a citizen');
  const { mobile } = newPerson();
  const known = carrier.messages(mobile).length;
  const add = await visitor.get(`/f/${folio}/avisos/agregar?medio=sms`);
  const code = await send(visitor, add, /agregar$/, { address: mobile, acepto: '1' });
  plantCookies(visitor, 'a citizen who waits for a code');
  const message = await until('a code by SMS', () => carrier.messages(mobile)[known]);
  const digits = secret('code', /\b\d{6}\b/.exec(message.text)?.[0] ?? assert.fail(message.text));
  const other = secret('wrong code', digits === '739184' ? '739185' : '739184');
  const again = await send(visitor, code, /codigo$/, { code: other });
  assert.equal(again.status, 422);
  await send(visitor, again, /codigo$/, { code: digits });
  const stranger = newVisitor();
  await send(stranger, await stranger.get(`/f/${folio}/no-es-mio`), /no-es-mio$/, { address: newPerson().mobile });
  await stranger.get(`/estado?folio=${encodeURIComponent(folio.replace(/.$/, '?'))}`);
});

const LOGIN = 'cuicacalli';
const NEW_ACCOUNT = [
  'user',
  'create',
  LOGIN,
  '--name',
  'Cuicacalli Prado',
  '--title',
  'Analista',
  '--unit',
  'oficina-tol',
  '--role',
  'analyst',
];

test('public servants: a wrong password, a wrong second factor, the right ones', async () => {
  const pass = secret('password', 'cuatro palabras de canario 58');
  const before = terminal;
  const link = /\/invitacion\/(\S+)/.exec((await ventanilla(NEW_ACCOUNT)).said)?.[1];
  assert.ok(link, terminal);
  terminal = before;
  canaries.plant('link', 'invitation', link);
  const invited = newVisitor();
  const welcome = await invited.get(`/invitacion/${link}`);
  const repeated = secret('password, mistyped', 'quatro palabras de canario 58');
  await send(invited, welcome, /invitacion/, { password: pass, repeated });
  await send(invited, welcome, /invitacion/, { password: pass, repeated: pass });
  plantCookies(invited, 'somebody invited');
  const visitor = newVisitor();
  const entry = await visitor.get('/entrar');
  const logIn = (login: string, given: string) => send(visitor, entry, /^\/entrar$/, { login, password: given });
  await logIn(
    person('login of nobody', 'citlalmina.canaria@edomex.example'),
    secret('wrong password', 'esta no es la clave 93'),
  );
  await logIn(LOGIN, secret('wrong password', 'tampoco es la clave 47'));
  const page = await logIn(LOGIN, pass);
  plantCookies(visitor, 'analista before the second factor');
  const key = /<span class="mono breakable">([^<]+)</.exec(page.text)?.[1]?.replaceAll(' ', '');
  assert.ok(key, `no second factor is offered on ${page.url} (${page.status})`);
  secret('TOTP secret', key);
  for (const { name, value } of formsOf(page).flatMap(({ fields }) => fields)) {
    if (name === 'proposal') secret('proposed TOTP secret', value);
  }
  await send(visitor, page, /codigo$/, { code: secret('wrong TOTP', '918273') });
  const inside = await send(visitor, page, /codigo$/, { code: secret('TOTP', new TOTP({ secret: key }).generate()) });
  plantCookies(visitor, 'analista');
  const account = await visitor.get('/personal/cuenta');
  const fresh = formsOf(account).find(({ action }) => action.endsWith('/codigos'));
  assert.ok(fresh, `no recovery codes on ${account.url} (${account.status}), after ${inside.url} (${inside.status})`);
  const shown = (await visitor.submit(fresh)).text.match(/\b[A-Z0-9]{4,6}(?:-[A-Z0-9]{4,6})+\b/gi) ?? [];
  assert.ok(shown.length >= 8, `${shown.length} recovery codes`);
  for (const one of shown) secret('recovery code', one);
  const lost = newVisitor();
  const entry2 = await lost.get('/entrar');
  await send(lost, entry2, /^\/entrar$/, { login: LOGIN, password: pass });
  plantCookies(lost, 'analista without the telephone');
  const rescue = await lost.get('/entrar/recuperacion');
  await send(lost, rescue, /recuperacion$/, { code: secret('wrong recovery code', 'ABCD-EFGH-2345') });
  await send(lost, rescue, /recuperacion$/, { code: shown[0] ?? '' });
  plantCookies(lost, 'analista by a recovery code');
});

test('carrier and mail server refuse, cut the line and go away', async () => {
  const [sms, mail] = [() => carrier.stats(), () => mailSink.stats()];
  const had = { sms: sms().refused, mail: mail().refused };
  carrier.setBehaviour({ refuseWith: 11 });
  mailSink.setBehaviour({ rules: [{ ending: 'buzon-canario.example', fate: 'unknown' }] });
  assert.equal((await api('procedures', lodged(newPerson(), 'd-1'))).status, 201);
  await until('both refusals', () => sms().refused > had.sms && mail().refused > had.mail);
  const began = { sms: sms().taken, mail: mail().offered };
  carrier.setBehaviour({ refuseWith: 0, dropConnections: 1 });
  mailSink.setBehaviour({ rules: [], dropConnections: 1 });
  assert.equal((await api('procedures', lodged(newPerson(), 'd-2'))).status, 201);
  await until('both lines cut', () => sms().taken > began.sms && mail().offered > began.mail);
  carrier.setBehaviour({ dropConnections: 0, down: true });
  mailSink.setBehaviour({ dropConnections: 0, down: true });
  assert.equal((await api('procedures', lodged(newPerson(), 'd-3'))).status, 201);
  await until('nobody at the carrier', () => sms().bound === 0);
  carrier.setBehaviour({ down: false });
  mailSink.setBehaviour({ down: false });
});

test('bugs: columns that are gone, values that do not fit, events and jobs that fail', async () => {
  const desk = await enterAs('recepcion');
  const intake = await desk.get('/personal/registro/nuevo');
  const lodge = async () => {
    const answer = await send(desk, intake, /nuevo$/, {
      ...newPerson(),
      consent: 'sms email',
      unitId: office.id,
      service: 'copias-certificadas',
      propertyLocation: text('location'),
    });
    // Some names of canaries sound alike: the page then asks whether it is somebody else, and is answered as it stands.
    return answer.status === 200 ? send(desk, answer, /nuevo$/, {}) : answer;
  };
  const search = await desk.get('/personal/personas');

  await sql('alter table people.people rename column names_sealed to gone');
  assert.equal((await api('procedures', lodged(newPerson(), 'b-1'))).status, 500);
  assert.equal((await lodge()).status, 500);
  assert.equal((await send(desk, search, /personas$/, { q: `${citizen.names} ${citizen.surnames}` })).status, 500);
  const post = Object.entries({ name: newPerson().names, title: 'x', unit: 'x', role: 'x' });
  await ventanilla(['user', 'create', newPerson().email, ...post.flatMap(([option, value]) => [`--${option}`, value])]);
  await sql('alter table people.people rename column gone to names_sealed');

  await sql(`create function public.stumble() returns trigger language plpgsql as
    $$ begin perform new.property_location::int; return new; end $$`);
  await sql(
    'create trigger stumble before insert on registry.procedures for each row execute function public.stumble()',
  );
  assert.equal((await api('procedures', lodged(newPerson(), 'b-2'))).status, 500);
  assert.equal((await lodge()).status, 500);
  await sql('drop trigger stumble on registry.procedures');
  await sql('alter table registry.procedures add constraint stumble check (property_location is null) not valid');
  assert.equal((await lodge()).status, 500);
  await sql('alter table registry.procedures drop constraint stumble');

  await sql('alter table notifications.messages add constraint stumble check (channel is null) not valid');
  assert.equal((await api('procedures', lodged(newPerson(), 'b-3'))).status, 201);
  await until('a parked event', () => (node.said().includes('an event was parked') ? true : undefined));
  await sql('alter table notifications.messages drop constraint stumble');

  await sql('alter table people.verifications rename to gone');
  const insertJob = `insert into pgboss.job (name, data, retry_limit) values ('people.erase-expired-codes', $1, 0)`;
  await sql(insertJob, [newPerson()]);
  // Of the row, not of the log: failing writes the row anew, and a deletion at that moment would miss the new one.
  await until('the failed job', async () =>
    (await sql(`select 1 from pgboss.job where data ? 'names' and state = 'failed'`)).at(0),
  );
  await sql('alter table people.gone rename to verifications');
  // Its data were given above, against the rule that jobs carry ids.
  await sql(`delete from pgboss.job where data ? 'names'`);

  const doctor = await ventanilla(['doctor', '--login'], {
    MODE: 'production',
    SMTP_URL: mailSink.url.replace(
      '//',
      `//${person('name at the mail server', 'tonatiuh-canario')}:${secret('password at the mail server', 'Kq2Zt5Wv')}@`,
    ),
    SMPP_URL: carrier.url.replace(smppPassword, secret('wrong password at the carrier', 'wv9xb4nm')),
  });
  assert.match(doctor.said, /FAIL carrier/);
});

/** Of no record. */
const nobodysId = '01980000-0000-7000-8000-000000000000';

const strange = (value: string) => `${value} <“'\u0000%E0`;

test('every form that a public servant or a citizen meets, filled well and filled strangely', async () => {
  await sql(`update agencies.posts set roles = $1`, [await allRoles()]);
  const desk = await enterAs('direccion');
  const intake = await desk.get('/personal/registro/nuevo');
  await send(desk, intake, /nuevo$/, {
    ...newPerson(),
    consent: 'sms email',
    unitId: office.id,
    service: 'copias-certificadas',
    propertyLocation: text('location'),
  });
  assert.equal((await desk.get(`/personal/registro/${nobodysId}`)).status, 404);
  const seen = await storm(desk, { start: ['/personal', `/f/${folio}`], fillIn, strange, avoid: /^\/salir|^\/demo/ });
  assert.ok(seen.pages > 15 && seen.forms > 15, JSON.stringify(seen));
});

async function allRoles(): Promise<string[]> {
  const { MODULES } = await import('../../src/modules.ts');
  return MODULES.flatMap((module) => Object.keys(module.roles ?? {}));
}

const KINDS: readonly CanaryKind[] = ['person', 'secret', 'text', 'link'];

test('the process lived through all of that, and the search finds what is there', () => {
  for (const word of ['answered', 'request refused', 'request failed', 'an event was parked', 'a job failed']) {
    assert.ok(node.said().includes(word), `the log never says "${word}"`);
  }
  const statuses = new Map<number, number>();
  for (const visitor of visitors) {
    for (const [status, count] of visitor.statuses) statuses.set(status, (statuses.get(status) ?? 0) + count);
  }
  for (const status of [200, 201, 303, 400, 401, 404, 422, 500]) {
    assert.ok(statuses.has(status), `no answer had status ${status}: ${JSON.stringify([...statuses])}`);
  }
  assert.ok(canaries.size > 150, `${canaries.size} canaries`);
  assert.ok(canaries.findIn(`… ${encodeURIComponent(citizen.email)} …`, KINDS).length > 0);
  assert.ok(canaries.findIn(`{"to":"${citizen.mobile.slice(3)}"}`, KINDS).length > 0);
});

const nothingIn = (place: string, content: string, kinds: readonly CanaryKind[]) =>
  assert.deepEqual(canaries.findIn(content, kinds), [], `canaries in ${place}`);

test('no canary is in the log or on a terminal', () => nothingIn('the log', node.said() + terminal, KINDS));

test('no person and no secret is in an address', () => {
  const addresses = visitors
    .flatMap((visitor) => [...visitor.addresses])
    .filter((one) => !/^(tel|sms|mailto|data):/.test(one));
  assert.ok(addresses.length > 200);
  nothingIn('an address', addresses.join('\n'), ['person', 'secret']);
});

test('no canary is in the metrics', async () => {
  const headers = { authorization: `Bearer ${metricsToken}` };
  const metrics = await (await fetch(`${node.address}/metrics`, { headers })).text();
  assert.match(metrics, /ventanilla_http_seconds/);
  nothingIn('the metrics', metrics, KINDS);
});

test('no person and no secret is in the audit', async () => {
  const rows = await sql('select to_jsonb(a)::text as row from platform.audit_entries a');
  assert.ok(rows.length > 20);
  nothingIn('the audit', JSON.stringify(rows), ['person', 'secret', 'link']);
});

test('no person and no secret lies open in any table', async () => {
  const tables = await sql(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const found: string[] = [];
  for (const { name } of tables as { name: string }[]) {
    const rows = await sql(`select to_jsonb(t)::text as row from ${name} t`);
    for (const one of canaries.findIn(JSON.stringify(rows), ['person', 'secret', 'link']))
      found.push(`${name}: ${one}`);
  }
  assert.deepEqual(found, []);
});
