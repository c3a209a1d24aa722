import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainReason } from './explain-reason.ts';

test('what a carrier or a mail server says is found in plain words, and its code is kept', () => {
  assert.deepEqual(explainReason('unknownRecipient 001'), { word: 'unknownRecipient', code: '001' });
  assert.deepEqual(explainReason('ESME_RINVDSTADR'), { word: 'wrongAddress', code: 'ESME_RINVDSTADR' });
  assert.deepEqual(explainReason('550 5.1.1'), { word: 'unknownRecipient', code: '550 5.1.1' });
  assert.deepEqual(explainReason('452 4.2.2'), { word: 'full', code: '452 4.2.2' });
  assert.deepEqual(explainReason('timeout'), { word: 'timeout' });
});

test('a code that nobody knows is shown as it is, never guessed', () => {
  assert.deepEqual(explainReason('X-77'), { code: 'X-77' });
  assert.deepEqual(explainReason(''), {});
  assert.deepEqual(explainReason('delivered 000'), {});
});
