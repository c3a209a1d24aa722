import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError, loadConfig } from '#platform/config.ts';
import { SETTINGS } from '#platform/config-schema.ts';
import { COMMANDS } from './commands.ts';
import { explain } from './explain.ts';
import { namedUnit } from './named-unit.ts';
import { usage, usageOf } from './usage.ts';

const refusal = (settings: Readonly<Record<string, string>>): string => {
  try {
    loadConfig(settings);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
};

test('the help of start tells every setting, what it is for and what it is when nobody says', () => {
  const start = COMMANDS.find(({ name }) => name === 'start');
  const help = start ? usageOf(start) : '';
  for (const { name } of SETTINGS) assert.match(help, new RegExp(`--${name.toLowerCase().replaceAll('_', '-')} `));
  assert.match(help, /--port PORT +port of the pages.*\[3000\]/);
});

test('every command is in the list, and its help tells each option in words', () => {
  const list = usage(COMMANDS);
  for (const command of COMMANDS) {
    assert.ok(list.includes(command.summary));
    const help = usageOf(command);
    for (const [name, { about }] of Object.entries(command.options ?? {})) {
      assert.ok(help.includes(`--${name}`) && help.includes(about), `${command.name} --${name}`);
    }
    assert.match(help, /--data-dir DIR/);
  }
});

test('a wrong setting is named with what it must be, all of them at once, and never repeated', () => {
  const words = refusal({ PORT: 'abc', DATABASE_URL: 'hunter2-is-no-address', ROLES: 'web,cook', MODE: 'x' });
  assert.match(words, /PORT must be a whole number from 0 to 65535/);
  assert.match(words, /DATABASE_URL must be an address such as postgres:/);
  assert.match(words, /ROLES must be web, worker, or web,worker/);
  assert.match(words, /MODE must be demo or production/);
  assert.doesNotMatch(words, /hunter2/);
});

test('an address of other people is no demonstration, although only a proxy of this machine listens', () => {
  assert.equal(loadConfig({ HOST: '127.0.0.1' }).demo, true);
  assert.equal(loadConfig({ HOST: '127.0.0.1', PUBLIC_URL: 'http://localhost:3000' }).demo, true);
  assert.equal(loadConfig({ HOST: '127.0.0.1', PUBLIC_URL: 'https://ventanilla.gob.example' }).demo, false);
  assert.match(refusal({ MODE: 'demo', PUBLIC_URL: 'https://ventanilla.gob.example' }), /MODE=production/);
  assert.match(refusal({ MODE: 'demo', HOST: '0.0.0.0' }), /MODE=production/);
});

test('the sender of mails is one line: a second one would be a header', () => {
  assert.match(refusal({ MAIL_FROM: 'a <a@b.example>\r\nBcc: c@d.example' }), /MAIL_FROM must be one line/);
});

test('proxies are named by address or network, and never is everybody one', () => {
  assert.deepEqual(loadConfig({ TRUST_PROXY: '10.20.0.5, 2001:db8::/32' }).trustedProxies, [
    '10.20.0.5',
    '2001:db8::/32',
  ]);
  for (const wrong of ['0.0.0.0/0', '::/0', 'true', 'proxy.example'])
    assert.match(refusal({ TRUST_PROXY: wrong }), /TRUST_PROXY must be addresses or networks/);
});

test('who names no unit is told the units, or to seed first', () => {
  assert.match(namedUnit([], 'x').problem ?? '', /seed --facts/);
  const unit = { slug: 'oficina-tol', agency: 'ifrem' };
  assert.match(namedUnit([unit], 'x').problem ?? '', /no unit "x".*oficina-tol/);
  assert.equal(namedUnit([unit], 'oficina-tol').unit, unit);
});

test('a key that several agencies have is asked about, and the agency before it tells which', () => {
  const heads = ['ifrem', 'catgem'].map((agency) => ({ slug: 'direccion-general', agency }));
  const problem = namedUnit(heads, 'direccion-general').problem ?? '';
  assert.match(problem, /several agencies.*ifrem\/direccion-general, catgem\/direccion-general/);
  assert.equal(namedUnit(heads, 'catgem/direccion-general').unit, heads[1]);
});

test('a file that is not there is told without a stack', () => {
  const error = Object.assign(new Error('ENOENT'), { code: 'ENOENT', syscall: 'open', path: '/nope.csv' });
  assert.equal(explain(error), '/nope.csv: there is no such file.');
});
