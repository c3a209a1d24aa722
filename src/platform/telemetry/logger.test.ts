import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLogger } from './logger.ts';

const detail = 'Failing row contains (Xochiquetzal, +525573914021).';
const broken = Object.assign(new Error('new row violates check constraint "ages"'), { code: '23514', detail });

function written(write: (log: ReturnType<typeof createLogger>) => void): string {
  let said = '';
  write(createLogger('info', { write: (line) => void (said += line) }));
  return said;
}

test('an error is told without the row that it quotes, under whatever name it is logged', () => {
  for (const fields of [{ err: broken }, { cause: broken }, { err: new Error('outer', { cause: broken }) }]) {
    const said = written((log) => log.child({ reqId: 'x' }).error(fields, 'it failed'));
    assert.match(said, /violates check constraint/);
    assert.match(said, /logger\.test\.ts/);
    assert.doesNotMatch(said, /Xochiquetzal|5573914021|"detail"/);
  }
  assert.doesNotMatch(
    written((log) => log.error(broken)),
    /Xochiquetzal|"detail"/,
  );
});

test('fields that are called like those of a person are cut out, and requests are not told at all', () => {
  const said = written((log) =>
    log.info(
      { mobile: '+525573914021', person: { surname1: 'Tlahuicole' }, req: { url: '/f/TOL-2026-000001-K' } },
      'seen',
    ),
  );
  assert.doesNotMatch(said, /5573914021|Tlahuicole|TOL-/);
});
