import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useApp } from '#test/support/app.ts';

const token = 'a-token-for-prometheus';
const app = await useApp({ METRICS_TOKEN: token });
const ask = (headers: Record<string, string> = {}) => fetch(`${app.address}/metrics`, { headers });

test('monitoring reads how requests, messages, events and the audit log do, by pattern and without anybody in it', async () => {
  await fetch(`${app.address}/f/TOL-2026-000123-K`);
  const answer = await ask({ authorization: `Bearer ${token}` });
  assert.equal(answer.status, 200);
  const text = await answer.text();
  assert.match(text, /^ventanilla_http_seconds_count\{method="GET",route="\/f\/:folio",status="\d+"\} 1$/m);
  for (const name of [
    'ventanilla_messages_waiting',
    'ventanilla_messages_oldest_seconds',
    'ventanilla_outbox_unread_events',
    'ventanilla_outbox_parked_events',
    'ventanilla_audit_unsealed_seconds',
    'ventanilla_nodejs_eventloop_lag_seconds',
  ]) {
    assert.match(text, new RegExp(`^${name} [0-9.e-]+$`, 'm'), name);
  }
  assert.doesNotMatch(text, /TOL-2026/);
});

test('nobody reads the metrics without the token', async () => {
  assert.equal((await ask()).status, 404);
  assert.equal((await ask({ authorization: 'Bearer another-token-altogether' })).status, 404);
});
