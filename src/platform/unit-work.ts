import type { Db } from './db/db.ts';
import type { Locale } from './i18n/locale.ts';

/** Work of a module that hangs on a unit: it is shown on the unit's page, and settled before the unit closes. */
export interface UnitWork {
  /** How much of it is open in this unit, those below left out. */
  count(db: Db, unit: { readonly agencyId: string; readonly unitId: string }): Promise<number>;
  /** What it is, in words that follow the number. */
  words(locale: Locale, count: number): string;
  /** Who may open the list of it. */
  readonly action: string;
  readonly href: (unitId: string) => string;
}
