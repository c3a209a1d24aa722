import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alarmsOf, type AlarmFigures } from './alarms.ts';

const norte = {
  name: 'norte',
  channel: 'sms',
  enabled: true,
  status: 'ready',
  reason: '',
  answeredNow: 0.97,
  answeredUsual: 0.98,
};
const calm: AlarmFigures = { oldestSeconds: 3, parked: 0, carriers: [norte] };
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
