import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { urlOf } from '#test/support/database-url.ts';
import { useDemonstration } from '#test/support/demonstration.ts';
import { useNode, type NodeProcess } from '#test/support/node-process.ts';
import { signIn } from '#test/support/sign-in.ts';

const folder = mkdtempSync(join(tmpdir(), 'ventanilla-accounts-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const keyFile = join(folder, 'keys.json');
const settings = {
  DATABASE_URL: urlOf(await useDemonstration(keyFile)),
  KEY_FILE: keyFile,
  ROLES: 'web',
};
const a = await useNode(settings);
const b = await useNode(settings);

const root = join(import.meta.dirname, '../..');

async function ventanilla(...args: string[]): Promise<{ code: number; said: string }> {
  const start = ['--import', join(root, 'src/platform/runtime/register.js'), join(root, 'src/cli/main.ts'), ...args];
  const env = { ...process.env, ...settings, DATA_DIR: folder, PUBLIC_URL: a.address };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, start, { env });
    return { code: 0, said: stdout.trim() };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { code, said: stderr.trim() };
  }
}

/** Sends the first form of a page whose action ends so. */
async function send(node: NodeProcess, cookie: string, path: string, action: string): Promise<number> {
  const page = await (await fetch(node.address + path, { headers: { cookie } })).text();
  const token = /name="_token" value="([^"]+)"/.exec(page)?.[1] ?? assert.fail(`${path} has no form`);
  const answer = await fetch(node.address + action, {
    method: 'POST',
    headers: { cookie },
    body: new URLSearchParams({ _token: token }),
    redirect: 'manual',
  });
  return answer.status;
}

const status = (node: NodeProcess, cookie: string) =>
  fetch(`${node.address}/personal/cuenta`, { headers: { cookie }, redirect: 'manual' }).then((answer) => answer.status);

test('who is disabled on one node is out on the other within a second', async (t) => {
  const [cookie, admin] = [await signIn(a.address, 'analista'), await signIn(b.address, 'cuentas')];
  assert.deepEqual([await status(a, cookie), await status(b, cookie)], [200, 200]);
  const list = await (await fetch(`${b.address}/personal/cuentas?q=analista`, { headers: { cookie: admin } })).text();
  const path = /href="(\/personal\/cuentas\/[0-9a-f-]{36})"/.exec(list)?.[1] ?? assert.fail('not in the list');
  assert.equal(await send(b, admin, path, `${path}/deshabilitar`), 303);
  const since = performance.now();
  // By when a page that was still shown was asked for, not by when it came: a busy machine answers late.
  let lastAsked = 0;
  for (;;) {
    const asked = performance.now() - since;
    if ((await status(a, cookie)) !== 200) break;
    lastAsked = asked;
    await sleep(10);
  }
  t.diagnostic(`out ${Math.round(lastAsked)} ms after the answer`);
  assert.ok(lastAsked < 1_000, `still shown to who asked after ${lastAsked} ms`);
  assert.equal(await status(b, cookie), 303);
});

test('the terminal makes, shuts and opens accounts by the same commands as the screen', async () => {
  const facts = ['--name', 'Ana Nava', '--title', 'Analista', '--unit', 'oficina-tol', '--role', 'analyst'];
  const made = await ventanilla('user', 'create', 'ana', ...facts);
  assert.equal(made.code, 0, made.said);
  const link = /(http:\S+\/invitacion\/\S+)/.exec(made.said)?.[1] ?? assert.fail(made.said);
  const opened = await (await fetch(link)).text();
  assert.match(opened, /Ana Nava, elija su contraseña/);
  assert.equal((await ventanilla('user', 'disable', 'ana')).code, 0);
  assert.equal((await fetch(link)).status, 422);
  assert.equal((await ventanilla('user', 'enable', 'ana')).code, 0);
  const again = /(http:\S+\/invitacion\/\S+)/.exec((await ventanilla('user', 'invite', 'ana')).said)?.[1] ?? '';
  assert.equal((await fetch(again)).status, 200);
  assert.equal((await fetch(link)).status, 422);
});
