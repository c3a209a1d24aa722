import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import Fastify from 'fastify';
import { sendResult, type ReplyTools } from './answer.ts';

test('nothing is kept for a reader of events who left before the answer was ready', async () => {
  const streams: ReplyTools['streams'] & Set<unknown> = new Set();
  const tools = { render: () => '', secure: false, flashCookie: 'flash', streams };
  const answered = Promise.withResolvers<void>();
  const leave = new AbortController();
  let subscribed = 0;
  const server = Fastify();
  server.get('/', async (_, reply) => {
    const gone = once(reply.raw, 'close');
    leave.abort();
    await gone;
    const subscribe = () => {
      subscribed += 1;
      return () => undefined;
    };
    await sendResult(reply, { kind: 'events', subscribe }, tools);
    answered.resolve();
    return reply;
  });
  const address = await server.listen({ port: 0, host: '127.0.0.1' });
  await assert.rejects(fetch(address, { signal: leave.signal }), { name: 'AbortError' });
  await answered.promise;
  await server.close();
  assert.deepEqual([subscribed, streams.size], [0, 0]);
});
