import type { Ctx } from './context.ts';
import type { Locale } from './i18n/locale.ts';

/** Something that may wait for a public servant; their start page tells it when there is any. */
export interface StaffTask {
  /** Who is told: whoever may do this somewhere. */
  readonly action: string;
  /** The page where it is done. */
  readonly href: string;
  /** How many wait in the agency of the actor. */
  count(ctx: Ctx, agencyId: string): Promise<number>;
  /** What they are, in words that follow the number. */
  words(locale: Locale, count: number): string;
}
