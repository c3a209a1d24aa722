import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OpenStreams } from './open-streams.ts';

test('when the server stops every open stream is ended, and one that begins after that too', () => {
  const streams = new OpenStreams();
  const ended: string[] = [];
  const stream = (name: string) => ({ end: () => void ended.push(name) });
  const [first, gone] = [stream('first'), stream('gone')];
  streams.add(first);
  streams.add(gone);
  streams.delete(gone);
  assert.deepEqual(ended, []);
  streams.endAll();
  assert.deepEqual(ended, ['first']);
  streams.add(stream('late'));
  assert.deepEqual(ended, ['first', 'late']);
});
