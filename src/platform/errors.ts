import type { Locale } from './i18n/locale.ts';

export type RefusalData = Readonly<Record<string, string | number>>;

/** One thing that people can be refused for: a stable code, the HTTP status, and the words for the screen. */
export interface RefusalKind {
  readonly code: string;
  readonly status: number;
  /** What happened, in plain words. */
  readonly message: (locale: Locale, data: RefusalData) => string;
  /** What the person can do next. */
  readonly whatNext: (locale: Locale, data: RefusalData) => string;
}

/**
 * A refusal that a person can cause. Bugs and outages are ordinary errors.
 * `message` is for the log and holds no personal data; the screen gets `kind.message(locale, data)`.
 */
export class Refusal extends Error {
  readonly kind: RefusalKind;
  readonly data: RefusalData;
  constructor(kind: RefusalKind, data: RefusalData = {}) {
    super(kind.code);
    this.name = 'Refusal';
    this.kind = kind;
    this.data = data;
  }
}

type Words<Key extends string> = (locale: Locale) => (key: Key, values: Record<string, string | number>) => string;

/**
 * Declares the refusals of one module. For a code `x` the module's catalogue holds `refusal.x` (what happened) and
 * `refusal.x.next` (what to do).
 */
export function defineRefusals<const Statuses extends Readonly<Record<string, number>>>(
  prefix: string,
  statuses: Statuses,
  words: Words<`refusal.${keyof Statuses & string}` | `refusal.${keyof Statuses & string}.next`>,
): { readonly [Code in keyof Statuses & string]: RefusalKind } {
  const kinds = Object.entries(statuses).map(([code, status]) => {
    const key = code as keyof Statuses & string;
    const kind: RefusalKind = {
      code: `${prefix}.${code}`,
      status,
      message: (locale, data) => words(locale)(`refusal.${key}`, { ...data }),
      whatNext: (locale, data) => words(locale)(`refusal.${key}.next`, { ...data }),
    };
    return [code, kind] as const;
  });
  return Object.fromEntries(kinds) as { readonly [Code in keyof Statuses & string]: RefusalKind };
}
