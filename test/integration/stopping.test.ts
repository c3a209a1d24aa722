import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { urlOf } from '#test/support/database-url.ts';
import { useDemonstration } from '#test/support/demonstration.ts';
import { useNode } from '#test/support/node-process.ts';
import { signIn } from '#test/support/sign-in.ts';
import { useTempFolder } from '#test/support/temp-folder.ts';
import { until } from '#test/support/until.ts';

const CALLERS = 12;
const keyFile = join(useTempFolder(), 'keys.json');
const url = urlOf(await useDemonstration(keyFile));

test('a node that is told to stop under load finishes every request, leaves no job half done and ends with 0', async () => {
  const node = await useNode({ DATABASE_URL: url, KEY_FILE: keyFile, DRAIN_SECONDS: '10', RATE_LIMITS: 'off' });
  // A screen that listens must not hold the node open.
  const cookie = await signIn(node.address, 'recepcion');
  const stream = await fetch(`${node.address}/personal/en-vivo?temas=registry`, { headers: { cookie } });

  // Nor may a request that never arrives whole: a telephone that lost its line in the middle of a form.
  const { port, hostname } = new URL(node.address);
  const stuck = connect(Number(port), hostname).on('error', () => undefined);
  stuck.write(`POST /entrar HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Length: 100\r\n\r\nusuario=`);

  // As a load balancer does: callers go on until the node says that it is not ready any more.
  const closed = new AbortController();
  const open = () => !closed.signal.aborted;
  let refusedAt = 0;
  const watch = (async () => {
    while (open()) {
      const { status } = await fetch(`${node.address}/readyz`);
      if (status === 503) {
        closed.abort();
        refusedAt = performance.now();
      }
      await sleep(50);
    }
  })();
  const failures: string[] = [];
  let answered = 0;
  const callers = Array.from({ length: CALLERS }, async (_, caller) => {
    const path = caller % 3 === 0 ? '/tramites' : caller % 3 === 1 ? '/' : '/personal/registro';
    while (open()) {
      try {
        const answer = await fetch(node.address + path, { headers: { cookie }, redirect: 'manual' });
        await answer.arrayBuffer();
        if (answer.status === 200) answered += 1;
        else failures.push(`${path} ${answer.status}`);
      } catch (error) {
        failures.push(`${path} ${String((error as Error).cause ?? error)}`);
      }
    }
  });
  await until('requests under way', () => answered > CALLERS * 5);
  node.signal('SIGTERM');
  await watch;
  await Promise.all(callers);
  const how = await node.ended;

  assert.deepEqual(failures, []);
  assert.ok(refusedAt > 0);
  assert.equal(how, 0);
  await stream.body?.cancel();
  stuck.destroy();

  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    `select (select count(*) from notifications.messages where status = 'sending') as half_sent,
       (select count(*) from pgboss.job where state = 'active') as half_done`,
  );
  await client.end();
  assert.deepEqual(rows, [{ half_sent: '0', half_done: '0' }]);
});
