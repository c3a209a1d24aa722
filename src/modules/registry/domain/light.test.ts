import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isTermOver, lightOf } from './light.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const today = day('2026-03-04');
const amberUntil = day('2026-03-06');
const open = (dueOn: string) => ({ status: 'in_analysis', dueOn: day(dueOn), correctBy: null }) as const;

test('the light turns amber two working days before the term ends and red only after its last day', () => {
  assert.equal(lightOf(open('2026-03-09'), today, amberUntil), 'green');
  assert.equal(lightOf(open('2026-03-06'), today, amberUntil), 'amber');
  assert.equal(lightOf(open('2026-03-04'), today, amberUntil), 'amber');
  assert.equal(lightOf(open('2026-03-03'), today, amberUntil), 'red');
});

test('once signed the office owes nothing; a suspended one runs on the term of the citizen', () => {
  const dueOn = day('2026-02-01');
  assert.equal(lightOf({ status: 'accepted', dueOn, correctBy: null }, today, amberUntil), 'done');
  const suspended = { status: 'suspended', dueOn, correctBy: day('2026-03-03') } as const;
  assert.equal(lightOf(suspended, today, amberUntil), 'red');
  assert.ok(isTermOver(suspended, today));
  assert.ok(!isTermOver({ ...suspended, correctBy: today }, today), 'the last day still counts');
  assert.ok(!isTermOver({ ...suspended, status: 'delivered' }, today));
});
