import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainSteps } from './plain-steps.ts';

const start = Temporal.Instant.from('2026-03-04T18:00:00Z');

/** "accepted 1 norte": kind, part (a hyphen: the whole) and reason; each a second after the one before. */
const told = (...lines: string[]): string[] => {
  const steps = lines.map((line, second) => {
    const [kind = '', part = '-', reason = ''] = line.split(' ');
    return { at: start.add({ seconds: second }), kind, part: part === '-' ? null : Number(part), reason };
  });
  return plainSteps(steps).map(({ step, parts }) =>
    [step.kind, ...(parts.length > 0 ? [parts.join('+')] : []), step.at.since(start).seconds].join(' '),
  );
};

test('a short message is told without parts, and without the moment in which it was handed over', () => {
  assert.deepEqual(told('queued', 'handed_over - norte', 'accepted 1 norte', 'delivered 1 delivered'), [
    'queued 0',
    'accepted 2',
    'delivered 3',
  ]);
});

test('what happens alike to all parts is one step, at the time of the last of them', () => {
  assert.deepEqual(
    told(
      'queued',
      'accepted 1 norte',
      'delivered 1 a',
      'accepted 2 norte',
      'delivered 2 b',
      'accepted 3 sur',
      'delivered 3 c',
    ),
    ['queued 0', 'accepted 5', 'delivered 6'],
  );
});

test('parts that fared differently are named', () => {
  assert.deepEqual(
    told('queued', 'accepted 1 n', 'accepted 2 n', 'accepted 3 n', 'delivered 3', 'failed 2 absent', 'delivered 1'),
    ['queued 0', 'accepted 3', 'failed 2 5', 'delivered 1+3 6'],
  );
});

test('each try is told for itself', () => {
  assert.deepEqual(
    told(
      'queued',
      'accepted 1 n',
      'failed 1 absent',
      'retry - absent',
      'accepted 1 n',
      'delivered 1',
      'complained - abuse',
    ),
    ['queued 0', 'accepted 1', 'failed 2', 'retry 3', 'accepted 4', 'delivered 5', 'complained 6'],
  );
});
