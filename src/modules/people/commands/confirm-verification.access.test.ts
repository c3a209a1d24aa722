import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal } from '#platform/errors.ts';
import { newId } from '#platform/ids.ts';
import { ANONYMOUS } from '#platform/permissions/actor.ts';
import { useTestBed } from '#test/support/context.ts';
import { confirmVerification } from './confirm-verification.ts';

const bed = await useTestBed();

test('anybody may confirm a code, for the code is the right; without one nothing opens, whoever asks', async () => {
  for (const ctx of [bed.as(ANONYMOUS), bed.as({ kind: 'citizen', personIds: [] }), bed.system]) {
    await assert.rejects(
      confirmVerification(ctx, { verificationId: newId(), code: '123456', source: 'test' }),
      Refusal,
    );
  }
});
