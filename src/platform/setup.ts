import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Db } from './db/db.ts';
import type { Locale } from './i18n/locale.ts';

/** Where is looked: one agency of this installation. */
export interface SetupPlace {
  readonly db: Db;
  readonly clock: Clock;
  readonly config: Config;
  readonly agencyId: string;
}

/**
 * Something that an installation needs before real work. It is looked up and never ticked off; the start page of whoever
 * runs the agency and `ventanilla doctor` tell the same.
 */
export interface SetupStep {
  /** The page where it is done; undefined: at the machine. */
  readonly href?: string;
  look(place: SetupPlace): Promise<SetupFact>;
}

export interface SetupFact {
  readonly done: boolean;
  /** How it stands, with what to do while it is not done. */
  readonly say: (locale: Locale) => string;
}
