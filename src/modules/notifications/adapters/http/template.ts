import { writable } from '#platform/writable.ts';
import type { Template } from './profile.ts';

/** What a request can be made of. */
export interface Values {
  /** E.164, `+527222805230`. */
  readonly to: string;
  /** The same without the plus. */
  readonly toDigits: string;
  /** Short code, number or name that people see as the sender. */
  readonly from: string;
  /** As the telephone shall show it: the encoding policy has been applied. */
  readonly text: string;
  /** Our id of the message. */
  readonly id: string;
  /** Kannel's word for the alphabet: 0 = GSM 7 bit, 2 = UCS-2. */
  readonly coding: number;
  /** Where the carrier tells what became of it. */
  readonly receiptUrl: string;
  /** Left until it is too late, at least 1; absent = no limit. */
  readonly validityMinutes?: number;
  readonly validitySeconds?: number;
  readonly username: string;
  readonly password: string;
}

const PLACEHOLDER = /\{(\w+)\}/g;
const WHOLE = /^\{(\w+)\}$/;

/** The template with its placeholders filled in. Throws `TypeError` on a placeholder that does not exist. */
export function fill(template: Readonly<Record<string, Template>>, values: Values): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(template).flatMap(([key, field]) => {
      const filled = fillOne(field, values);
      return filled === undefined ? [] : [[key, filled]];
    }),
  );
}

function fillOne(template: Template, values: Values): unknown {
  if (typeof template === 'string') {
    const whole = WHOLE.exec(template)?.[1];
    if (whole) return valueOf(whole, values);
    return template.replace(PLACEHOLDER, (_, name: string) => String(valueOf(name, values) ?? ''));
  }
  if (Array.isArray(template)) return template.map((one: Template) => fillOne(one, values));
  if (typeof template === 'object') return fill(template as Readonly<Record<string, Template>>, values);
  return template;
}

const NAMES: ReadonlySet<string> = new Set<keyof Values>([
  'to',
  'toDigits',
  'from',
  'text',
  'id',
  'coding',
  'receiptUrl',
  'validityMinutes',
  'validitySeconds',
  'username',
  'password',
]);

function valueOf(name: string, values: Values): string | number | undefined {
  if (!NAMES.has(name)) throw new TypeError(`a request cannot hold {${name}}`);
  return values[name as keyof Values];
}

/** What stands at `path` (keys and numbers joined by dots); undefined when nothing does. */
export function lookUp(body: unknown, path: string): unknown {
  let at: unknown = body;
  for (const key of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}

/** The same as text; an object or nothing is undefined. */
export function lookUpText(body: unknown, path: string | undefined): string | undefined {
  const found = path === undefined ? undefined : lookUp(body, path);
  return typeof found === 'string' || typeof found === 'number' ? writable(String(found)) : undefined;
}
