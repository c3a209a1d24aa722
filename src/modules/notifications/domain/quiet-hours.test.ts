import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { isQuiet, type QuietHours } from './quiet-hours.ts';

const time = (text: string) => Temporal.PlainTime.from(text);
const night: QuietHours = { from: time('21:00'), until: time('09:00'), zone: 'America/Mexico_City' };
const at = (local: string, zone = 'America/Mexico_City') =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant();

test('quiet hours reach over midnight; their first minute is quiet, their last is the one before they end', () => {
  const cases = [
    ['2026-03-04T20:59:59', false],
    ['2026-03-04T21:00:00', true],
    ['2026-03-04T23:59:59', true],
    ['2026-03-05T00:00:00', true],
    ['2026-03-05T08:59:59', true],
    ['2026-03-05T09:00:00', false],
  ] as const;
  for (const [local, quiet] of cases) assert.equal(isQuiet(night, at(local)), quiet, local);
});

test('they hold by the clock of their zone, whatever zone the host is in', () => {
  // 21:30 in Mexico City is 20:30 in Hermosillo and 22:30 in Cancún.
  const now = at('2026-03-04T21:30:00');
  assert.equal(isQuiet(night, now), true);
  assert.equal(isQuiet({ ...night, zone: 'America/Hermosillo' }, now), false);
  assert.equal(isQuiet({ ...night, zone: 'America/Cancun', from: time('22:31') }, now), false);
});

test('within one day they begin and end on it', () => {
  const rest = { ...night, from: time('14:00'), until: time('16:00') };
  assert.deepEqual(
    ['13:59', '14:00', '15:59', '16:00', '03:00'].map((clock) => isQuiet(rest, at(`2026-03-04T${clock}:00`))),
    [false, true, true, false, false],
  );
});

test('a host whose own clock is set to another zone judges the same', () => {
  const file = new URL('./quiet-hours.ts', import.meta.url).href;
  const script = `import { isQuiet } from ${JSON.stringify(file)};
    const time = (text) => Temporal.PlainTime.from(text);
    const night = { from: time('21:00'), until: time('09:00'), zone: 'America/Mexico_City' };
    const told = ['2026-03-05T02:59:59Z', '2026-03-05T03:00:00Z', '2026-03-05T14:59:59Z', '2026-03-05T15:00:00Z']
      .map((instant) => isQuiet(night, Temporal.Instant.from(instant)));
    console.log(JSON.stringify([Temporal.Now.timeZoneId(), ...told]));`;
  for (const TZ of ['Asia/Tokyo', 'Pacific/Auckland', 'UTC']) {
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      env: { TZ },
      encoding: 'utf8',
    });
    assert.deepEqual(JSON.parse(said), [TZ, false, true, true, false]);
  }
});
