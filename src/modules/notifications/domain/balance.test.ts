import assert from 'node:assert/strict';
import { test } from 'node:test';
import { balance, pickByWeight, type CarrierShare } from './balance.ts';

const well: CarrierShare = {
  name: 'norte',
  weight: 50,
  resting: 50,
  steadySeconds: null,
  asked: 100,
  errors: 0,
  taken: 1_000,
  prompt: 990,
};
const slow = { ...well, name: 'sur', prompt: 840 };
const failing = { ...well, name: 'sur', errors: 60 };

test('a carrier whose receipts are slow, or that fails, loses ten points a minute while another one is well', () => {
  assert.deepEqual([...balance([well, slow])], [['sur', 40]]);
  assert.deepEqual([...balance([well, failing])], [['sur', 40]]);
  assert.deepEqual([...balance([well, { ...slow, weight: 40, steadySeconds: 59 }])], []);
  assert.deepEqual([...balance([well, { ...slow, weight: 40, steadySeconds: 60 }])], [['sur', 30]]);
});

test('it never loses all, so that it can be seen to be well again', () => {
  assert.deepEqual([...balance([well, { ...slow, weight: 10, steadySeconds: 60 }])], [['sur', 5]]);
  assert.deepEqual([...balance([well, { ...slow, weight: 5, steadySeconds: 60 }])], []);
});

test('when all are slow nothing moves: the trouble is not theirs', () => {
  assert.deepEqual([...balance([{ ...slow, name: 'norte' }, slow])], []);
});

test('one that is well again returns to its rest by ten points in five minutes, and not beyond', () => {
  assert.deepEqual([...balance([well, { ...well, name: 'sur', weight: 20, steadySeconds: 299 }])], []);
  assert.deepEqual([...balance([well, { ...well, name: 'sur', weight: 20, steadySeconds: 300 }])], [['sur', 30]]);
  assert.deepEqual([...balance([well, { ...well, name: 'sur', weight: 45, steadySeconds: 300 }])], [['sur', 50]]);
});

test('a wish of the administrator for less holds at once', () => {
  assert.deepEqual([...balance([{ ...well, resting: 20, steadySeconds: 1 }])], [['norte', 20]]);
});

test('few messages prove nothing', () => {
  assert.deepEqual([...balance([well, { ...slow, taken: 19, prompt: 0 }])], []);
  assert.deepEqual([...balance([well, { ...failing, asked: 9, errors: 9 }])], []);
});

test('messages are shared out in proportion to the weights, and one without weight gets none', () => {
  const carriers = [
    { name: 'norte', weight: 70 },
    { name: 'sur', weight: 30 },
    { name: 'este', weight: 0 },
  ];
  const counts = { norte: 0, sur: 0, este: 0 };
  for (let turn = 0; turn < 1_000; turn++) {
    const picked = pickByWeight(carriers, turn / 1_000) ?? assert.fail('none');
    counts[picked.name as keyof typeof counts] += 1;
  }
  assert.deepEqual(counts, { norte: 700, sur: 300, este: 0 });
  assert.equal(pickByWeight([{ weight: 0 }], 0.5), undefined);
  assert.equal(pickByWeight([], 0.5), undefined);
});
