import { randomFillSync } from 'node:crypto';

/** An id as people never see it: uuid v7 (RFC 9562 section 5.7), made in the app, rising with time within a process. */
export type Id = string;

const RANDOM_BYTES = 10;
/** Drawn for many ids at once: one call to the system for each costs more than all the rest of an id. */
const drawn = new Uint8Array(RANDOM_BYTES * 400);
let used = drawn.length;
let random = drawn.subarray(0, RANDOM_BYTES);
let lastMillisecond = 0;
let sequence = 0;

/**
 * A new uuid v7. Within one millisecond the 12 bits after the version count up (RFC 9562 section 6.2, method 1), so ids
 * of one process sort in the order they were made. `now` is in milliseconds since 1970; only seeds of the past give it.
 */
export function newId(now: number = Date.now()): Id {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  random = drawn.subarray(used, used + RANDOM_BYTES);
  used += RANDOM_BYTES;
  if (now > lastMillisecond) {
    lastMillisecond = now;
    sequence = ((random[0] ?? 0) << 3) | ((random[1] ?? 0) >> 5);
  } else if (now === lastMillisecond || now > lastMillisecond - 1000) {
    // The clock stood still or went back a little: keep rising.
    sequence += 1;
    if (sequence > 0xfff) {
      lastMillisecond += 1;
      sequence = 0;
    }
  } else {
    return format(now, ((random[0] ?? 0) << 4) | ((random[1] ?? 0) >> 4));
  }
  return format(lastMillisecond, sequence);
}

function format(milliseconds: number, counter: number): Id {
  const time = milliseconds.toString(16).padStart(12, '0');
  const tail = Buffer.from(random.subarray(2)).toString('hex');
  const variant = (0x8 | (Number.parseInt(tail[0] ?? '0', 16) & 0x3)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${variant}${tail.slice(1, 4)}-${tail.slice(4)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for the canonical spelling of a uuid: what a route accepts as an id before asking the database. */
export function isId(value: unknown): value is Id {
  return typeof value === 'string' && UUID.test(value);
}
