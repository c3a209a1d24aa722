import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestBed } from '#test/support/context.ts';
import { giveTokenBack, takeToken, tooMany } from './rate-limit.ts';

const bed = await useTestBed();
const rate = { burst: 5, seconds: 300 };

test('a burst passes, the next is refused, and one more passes after its share of the time', async () => {
  for (let turn = 0; turn < 5; turn++) await takeToken(bed.system, 'a', rate);
  await assert.rejects(takeToken(bed.system, 'a', rate), { message: 'http.tooMany' });
  await takeToken(bed.system, 'b', rate);
  bed.services.clock.advance({ seconds: 61 });
  await takeToken(bed.system, 'a', rate);
  await assert.rejects(takeToken(bed.system, 'a', rate));
});

test('fifty at once get exactly a burst', async () => {
  const tries = await Promise.allSettled(Array.from({ length: 50 }, () => takeToken(bed.system, 'c', rate)));
  assert.equal(tries.filter((one) => one.status === 'fulfilled').length, 5);
});

test('a token that is given back can be taken again, and no more than a burst is ever there', async () => {
  for (let turn = 0; turn < 20; turn++) {
    await takeToken(bed.system, 'd', rate);
    await giveTokenBack(bed.system, 'd', rate);
  }
  for (let turn = 0; turn < 5; turn++) await takeToken(bed.system, 'd', rate);
  await assert.rejects(takeToken(bed.system, 'd', rate), { message: 'http.tooMany' });
});

test('a short wait is told in seconds and a long one in minutes, never too short', () => {
  const words = (seconds: number) => {
    const { kind, data } = tooMany(seconds);
    return kind.whatNext('es-MX', data);
  };
  assert.match(words(1), /Espere un segundo/);
  assert.match(words(30), /Espere 30 segundos/);
  assert.match(words(121), /Espere 3 minutos/);
  assert.match(words(360), /Espere 6 minutos/);
});
