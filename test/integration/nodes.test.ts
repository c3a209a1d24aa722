import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { INSTANT } from '#demo/carrier/behaviour.ts';
import { startCarrier } from '#demo/carrier/carrier.ts';
import { askAgain } from '#test/support/ask-again.ts';
import { cleanUp } from '#test/support/clean-up.ts';
import { debianPostgresMissing, startDebianPostgres } from '#test/support/debian-postgres.ts';
import { useNode, type NodeProcess } from '#test/support/node-process.ts';
import { signIn } from '#test/support/sign-in.ts';
import { until } from '#test/support/until.ts';

const missing = debianPostgresMissing();
// On the terminal too: a test that is left out must not look like one that passed.
if (missing) process.stderr.write(`${missing}\n`);

const ROUNDS = 30;
const root = join(import.meta.dirname, '../..');

test(
  'two web and two worker nodes share one external PostgreSQL as if they were one program',
  { skip: missing ?? false },
  async (t) => {
    const server = await startDebianPostgres();
    t.diagnostic(`PostgreSQL ${server.version}`);
    const folder = mkdtempSync(join(tmpdir(), 'ventanilla-nodes-'));
    const arrived: string[] = [];
    const carrier = await startCarrier({
      systemId: 'ventanilla',
      password: 'nodes',
      behaviour: INSTANT,
      onMessage: ({ text }) => void arrived.push(text),
    });
    cleanUp(async () => {
      await carrier.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    });
    const settings = {
      DATABASE_URL: server.url,
      KEY_FILE: join(folder, 'keys.json'),
      SMPP_URL: carrier.url,
      // Short, so that what a killed worker left is soon another's; on a busy machine a living one needs some of it.
      LEASE_SECONDS: '10',
      UNCERTAIN_SECONDS: '10',
    };
    const ventanilla = (...args: string[]) =>
      execFileSync(
        process.execPath,
        ['--import', join(root, 'src/platform/runtime/register.js'), join(root, 'src/cli/main.ts'), ...args],
        { env: { ...process.env, ...settings, DATA_DIR: folder, MODE: 'demo' }, encoding: 'utf8' },
      ).trim();

    // The first one migrates and seeds; the others find it done.
    const a = await useNode({ ...settings, ROLES: 'web' });
    const [b, first, second] = await Promise.all([
      useNode({ ...settings, ROLES: 'web' }),
      useNode({ ...settings, ROLES: 'worker' }),
      useNode({ ...settings, ROLES: 'worker' }),
    ]);
    const key = ventanilla('client', 'create', 'SIFREM', '--unit', 'ifrem/direccion-general');

    let number = 0;
    const post = async (node: NodeProcess, path: string, body: object) => {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
      const answer = await askAgain(`${node.address}/api/v1/registry/${path}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      const told = await answer.json();
      assert.ok(answer.ok, JSON.stringify(told));
      return told as { folio: string };
    };
    /** Entered through one node, taken and signed through the other. */
    const live = async (): Promise<string> => {
      number += 1;
      const own = number;
      const { folio } = await post(a, 'procedures', {
        externalId: `p-${own}`,
        office: 'TOL',
        service: 'copias-certificadas',
        person: { names: 'Ana', surnames: `Nava ${own}`, mobile: `55${String(10_000_000 + own)}` },
        propertyLocation: 'Av. Hidalgo 1, Toluca',
      });
      await post(b, 'events', { externalId: `t-${own}`, event: 'taken', folio });
      await post(b, 'events', { externalId: `s-${own}`, event: 'signed', folio, outcome: 'accepted' });
      return folio;
    };
    const copies = (folio: string) =>
      arrived.filter((text) => text.includes(folio) && text.includes('ACEPTADO')).length;

    await t.test('what enters through one is signed through the other, and each notice is sent once', async () => {
      const folios = await Promise.all(Array.from({ length: ROUNDS }, live));
      await until('all notices have arrived', () => folios.every((folio) => copies(folio) > 0));
      await sleep(1_000);
      assert.deepEqual(
        folios.filter((folio) => copies(folio) !== 1),
        [],
      );
      assert.equal(new Set(folios).size, ROUNDS);
    });

    await t.test('a screen on one node hears what happened through the other', async () => {
      const cookie = await signIn(a.address, 'recepcion');
      const ended = new AbortController();
      const stream = await fetch(`${a.address}/personal/en-vivo?temas=registry`, {
        headers: { cookie },
        signal: ended.signal,
      });
      let heard = '';
      const listening = (async () => {
        for await (const piece of stream.body ?? assert.fail('no body')) heard += Buffer.from(piece).toString();
      })();
      await live();
      await until('what happened is heard', () => heard.includes('event: changed'));
      ended.abort();
      await assert.rejects(listening, { name: 'AbortError' });
    });

    await t.test('who is disabled is out on every node within a second', async () => {
      const cookie = await signIn(a.address, 'analista');
      const status = (node: NodeProcess) =>
        fetch(`${node.address}/personal`, { headers: { cookie }, redirect: 'manual' }).then((answer) => answer.status);
      assert.deepEqual([await status(a), await status(b)], [200, 200]);
      ventanilla('user', 'disable', 'analista');
      await sleep(1_000);
      assert.deepEqual([await status(a), await status(b)], [303, 303]);
    });

    await t.test('when a worker is killed, the other sends what it left', async () => {
      const before = Promise.all(Array.from({ length: ROUNDS }, live));
      await sleep(150);
      first.signal('SIGKILL');
      assert.equal(await first.ended, 'SIGKILL');
      const folios = await before;
      folios.push(...(await Promise.all(Array.from({ length: 5 }, live))));
      await until('the other has sent all of it', () => folios.every((folio) => copies(folio) > 0));
      assert.equal(typeof second.pid, 'number');
    });
  },
);
