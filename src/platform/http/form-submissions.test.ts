import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestBed } from '#test/support/context.ts';
import { claimSubmission, releaseSubmission, sendingOf, settleSubmission } from './form-submissions.ts';

const bed = await useTestBed();
const { db, clock } = bed.services;
const claim = (sending: string) => claimSubmission(db, clock, sending, '/personal/cosas/:id');
const file = (text: string) => ({
  field: 'archivo',
  name: 'a.csv',
  contentType: 'text/csv',
  content: Buffer.from(text),
});
const sent = { path: '/personal/cosas/1', form: { _token: 'one.page', name: 'Ana' }, files: [file('a,b')] };

test('what is sent again from the same page leads where the first led, also while that is under way', async () => {
  const sending = sendingOf(sent);
  assert.deepEqual(await claim(sending), { first: true });
  const second = claim(sendingOf({ ...sent }));
  await settleSubmission(db, sending, '/personal/cosas/1/hecho');
  assert.deepEqual(await second, { first: false, location: '/personal/cosas/1/hecho' });
});

test('after going back, another value, another row, another file or a fresh page is something new', async () => {
  const others = [
    { ...sent, form: { ...sent.form, name: 'Eva' } },
    { ...sent, path: '/personal/cosas/2' },
    { ...sent, files: [file('a,c')] },
    { ...sent, form: { ...sent.form, _token: 'another.page' } },
  ];
  const sendings = [sent, ...others].map((one) => sendingOf({ ...one, path: `${one.path}/nuevo` }));
  for (const sending of sendings) {
    assert.deepEqual(await claim(sending), { first: true });
    await settleSubmission(db, sending, '/personal');
  }
});

test('what was refused may be sent again as it stands', async () => {
  const sending = sendingOf({ ...sent, path: '/personal/cosas/3' });
  assert.deepEqual(await claim(sending), { first: true });
  await releaseSubmission(db, sending);
  assert.deepEqual(await claim(sending), { first: true });
});
