import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CALENDAR_BY_RULE } from '#platform/calendar/calendar.ts';
import { isTermOver, lightOf } from './light.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const today = day('2026-03-04');
const terms = { today, amberUntil: day('2026-03-06'), calendar: CALENDAR_BY_RULE };
const open = (dueOn: string) => ({ status: 'in_analysis', dueOn: day(dueOn), correctBy: null }) as const;

test('the light turns amber two working days before the term ends and red only after its last day', () => {
  assert.equal(lightOf(open('2026-03-09'), terms), 'green');
  assert.equal(lightOf(open('2026-03-06'), terms), 'amber');
  assert.equal(lightOf(open('2026-03-04'), terms), 'amber');
  assert.equal(lightOf(open('2026-03-03'), terms), 'red');
});

test('once signed the office owes nothing; a suspended one runs on the term of the citizen', () => {
  const dueOn = day('2026-02-01');
  assert.equal(lightOf({ status: 'accepted', dueOn, correctBy: null }, terms), 'done');
  const suspended = { status: 'suspended', dueOn, correctBy: day('2026-03-03') } as const;
  assert.equal(lightOf(suspended, terms), 'red');
  assert.ok(isTermOver(suspended, today, CALENDAR_BY_RULE));
  assert.ok(!isTermOver({ ...suspended, correctBy: today }, today, CALENDAR_BY_RULE), 'the last day still counts');
  assert.ok(!isTermOver({ ...suspended, status: 'delivered' }, today, CALENDAR_BY_RULE));
});
