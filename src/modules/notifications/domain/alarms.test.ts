import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alarmName, alarmsOf, type AlarmFigures } from './alarms.ts';

const norte = {
  name: 'norte',
  channel: 'sms',
  enabled: true,
  status: 'ready',
  reason: '',
  answeredNow: 0.97,
  answeredUsual: 0.98,
};
const calm: AlarmFigures = {
  oldestSeconds: 3,
  technical: null,
  unheard: 0,
  budget: 0.79,
  parked: 0,
  jobs: 0,
  unbalanced: [],
  carriers: [norte],
};
const kinds = (figures: AlarmFigures) => alarmsOf(figures).map(({ kind }) => kind);

test('when all goes well nothing is said', () => {
  assert.deepEqual(alarmsOf(calm), []);
  assert.deepEqual(alarmsOf({ ...calm, oldestSeconds: null, carriers: [] }), []);
});

test('the oldest unsent notice is told of after a minute, not before', () => {
  assert.deepEqual(kinds({ ...calm, oldestSeconds: 60 }), []);
  assert.deepEqual(alarmsOf({ ...calm, oldestSeconds: 61 }), [{ kind: 'oldest', seconds: 61 }]);
});

test('a drop of receipts by more than 15 points names its carrier', () => {
  const sur = { ...norte, name: 'sur', answeredNow: 0.8 };
  assert.deepEqual(alarmsOf({ ...calm, carriers: [norte, sur] }), [
    { kind: 'receipts', carrier: 'sur', now: 0.8, usual: 0.98 },
  ]);
  assert.deepEqual(kinds({ ...calm, carriers: [{ ...sur, answeredNow: 0.84 }] }), []);
});

test('few receipts, mail without receipts, and carriers that are switched off on purpose raise nothing', () => {
  assert.deepEqual(kinds({ ...calm, carriers: [{ ...norte, answeredNow: null }] }), []);
  assert.deepEqual(kinds({ ...calm, carriers: [{ ...norte, channel: 'email', answeredNow: 0 }] }), []);
  assert.deepEqual(kinds({ ...calm, carriers: [{ ...norte, enabled: false, status: 'waiting', answeredNow: 0 }] }), []);
});

test('a carrier that is away is named with its reason', () => {
  assert.deepEqual(alarmsOf({ ...calm, carriers: [{ ...norte, status: 'waiting', reason: 'ECONNREFUSED' }] }), [
    { kind: 'away', carrier: 'norte', reason: 'ECONNREFUSED' },
  ]);
});

test('what failed by our fault, what a system did not hear, jobs given up and sums that do not add up are named', () => {
  const hour = { carrier: 'norte', hour: '2026-03-04T15:00:00Z', submitted: 10, accounted: 9 };
  const technical = { count: 2, reason: 'ESME_RSYSERR' };
  const alarms = alarmsOf({ ...calm, technical, unheard: 1, jobs: 3, budget: 0.8, unbalanced: [hour] });
  assert.deepEqual(alarms, [
    { kind: 'technical', ...technical },
    { kind: 'unheard', count: 1 },
    { kind: 'jobs', count: 3 },
    { kind: 'unbalanced', ...hour },
    { kind: 'budget', share: 0.8 },
  ]);
  assert.deepEqual(alarms.map(alarmName), [
    'technical',
    'unheard',
    'jobs',
    'unbalanced:norte:2026-03-04T15:00:00Z',
    'budget',
  ]);
});
