import { randomBytes } from 'node:crypto';

/** An id as people never see it: uuid v7 (RFC 9562 section 5.7), made in the app, rising with time within a process. */
export type Id = string;

/** Hexadecimal digits drawn for many ids at once: one call to the system for each costs more than all the rest of an id. */
const RANDOM_DIGITS = 16;
const DRAWN_BYTES = 4_000;
let drawn = '';
let used = 0;
let lastMillisecond = 0;
let sequence = 0;
/** The ids of one millisecond begin alike. */
let writtenMillisecond = -1;
let beginning = '';

/**
 * A new uuid v7. Within one millisecond the 12 bits after the version count up (RFC 9562 section 6.2, method 1), so ids
 * of one process sort in the order they were made. `now` is in milliseconds since 1970; only seeds of the past give it.
 */
export function newId(now: number = Date.now()): Id {
  const random = drawDigits();
  if (now > lastMillisecond) {
    lastMillisecond = now;
    // Its first bit is free, so that there is room to count up.
    sequence = Number.parseInt(drawDigits().slice(0, 3), 16) >> 1;
  } else if (now === lastMillisecond || now > lastMillisecond - 1000) {
    // The clock stood still or went back a little: keep rising.
    sequence += 1;
    if (sequence > 0xfff) {
      lastMillisecond += 1;
      sequence = 0;
    }
  } else {
    return format(now, Number.parseInt(drawDigits().slice(0, 3), 16), random);
  }
  return format(lastMillisecond, sequence, random);
}

function drawDigits(): string {
  if (used === drawn.length) {
    drawn = randomBytes(DRAWN_BYTES).toString('hex');
    used = 0;
  }
  used += RANDOM_DIGITS;
  return drawn.slice(used - RANDOM_DIGITS, used);
}

const VARIANTS = ['8', '9', 'a', 'b'];

function format(milliseconds: number, counter: number, random: string): Id {
  if (milliseconds !== writtenMillisecond) {
    const time = milliseconds.toString(16).padStart(12, '0');
    beginning = `${time.slice(0, 8)}-${time.slice(8)}-7`;
    writtenMillisecond = milliseconds;
  }
  const count = (0x1000 + counter).toString(16).slice(1);
  const variant = VARIANTS[Number.parseInt(random.slice(0, 1), 16) & 3];
  return `${beginning}${count}-${variant}${random.slice(1, 4)}-${random.slice(4)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for the canonical spelling of a uuid: what a route accepts as an id before asking the database. */
export function isId(value: unknown): value is Id {
  return typeof value === 'string' && UUID.test(value);
}
