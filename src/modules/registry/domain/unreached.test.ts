import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adviceFor } from './unreached.ts';

test('what a person loses by not knowing says what to do first', () => {
  assert.equal(adviceFor({ status: 'suspended', otherWay: false }), 'correctInTime');
  assert.equal(adviceFor({ status: 'accepted', otherWay: false }), 'tellOutcome');
  assert.equal(adviceFor({ status: 'rejected', otherWay: false }), 'tellOutcome');
  assert.equal(adviceFor({ status: 'in_analysis', otherWay: false }), 'tellProgress');
});

test('who is reached by another way is only asked at the next visit', () => {
  assert.equal(adviceFor({ status: 'suspended', otherWay: true }), 'askAtVisit');
});
