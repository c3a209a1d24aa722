import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestBed } from '#test/support/context.ts';
import { failureOf } from './failure.ts';

const { services } = await useTestBed();

test('what took longer than its time because others were before it may be asked for again, and is no fault of ours', async () => {
  const overdue = await services.db
    .transaction(async (tx) => {
      await tx.sql('set local statement_timeout = 20');
      await tx.sql('select pg_sleep(60)');
    })
    .catch((error: unknown) => error);
  const { status, code, headers } = failureOf(overdue, 'es-MX');
  assert.deepEqual([status, code, headers], [503, 'http.unavailable', { 'retry-after': '10' }]);
  const fault = await services.db.sql('select nothing').catch((error: unknown) => error);
  assert.equal(failureOf(fault, 'es-MX').status, 500);
});
