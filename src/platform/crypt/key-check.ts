import { existsSync } from 'node:fs';
import { ConfigError } from '../config.ts';
import type { Db } from '../db/db.ts';
import { loadKeys, type KeyRing } from '../keys.ts';
import { AesFieldCrypt } from './aes-field-crypt.ts';
import { reseal } from './reseal.ts';

/** What the database keeps to recognise its keys: a word sealed by them, and the word's blind index. */
interface KeyCheck {
  readonly sealed: string;
  readonly index: string;
}

const SETTING = 'keys.check';
const WORD = 'ventanilla';

/** How a key file stands to a database. `unknown`: the database has never met any keys. */
export type KeyFit = 'fits' | 'foreign' | 'missing' | 'unknown';

/** Compares without making or changing anything. Throws `ConfigError` when the file is damaged. */
export async function findKeyFit(db: Db, file: string): Promise<KeyFit> {
  const check = await findCheck(db);
  if (!check) return 'unknown';
  if (!existsSync(file)) return 'missing';
  return fits(new AesFieldCrypt(loadKeys(file).fields), check) ? 'fits' : 'foreign';
}

/**
 * The keys of this installation; made on the first start. A database that has met other keys is refused: what would be
 * sealed with a second set could not be read by the other nodes, nor after the next restore, and would be noticed late.
 * Error: `ConfigError` with the cure.
 */
export async function getFittingKeys(db: Db, file: string, now: Temporal.Instant): Promise<KeyRing> {
  if ((await findKeyFit(db, file)) === 'missing') {
    throw new ConfigError(
      `The database holds personal data that were sealed with keys, and there is no key file at ${file}. ` +
        `Put keys.json there from your copy (or from another node), or name its place in KEY_FILE.`,
    );
  }
  const keys = loadKeys(file);
  const crypt = new AesFieldCrypt(keys.fields);
  const fresh = { sealed: crypt.seal(WORD, SETTING), index: crypt.blindIndex(WORD, SETTING) };
  // Of two nodes that start first at once, one writes; the other compares itself with it.
  await db.sql(
    `insert into platform.settings (key, value, changed_at, changed_by) values ($1, $2, $3, 'system') on conflict do nothing`,
    [SETTING, JSON.stringify(fresh), now],
  );
  const check = await findCheck(db);
  if (!check || !fits(crypt, check)) {
    throw new ConfigError(
      `${file} holds other keys than those that sealed the personal data in this database. All nodes need the same ` +
        `file: put the right keys.json there, or name its place in KEY_FILE.`,
    );
  }
  // After a rotation the old key may be thrown away some day; the check must not be the last thing that needs it.
  const sealed = reseal(crypt, check.sealed, SETTING);
  if (sealed !== check.sealed) {
    await db.sql('update platform.settings set value = $2, changed_at = $3 where key = $1', [
      SETTING,
      JSON.stringify({ ...check, sealed }),
      now,
    ]);
  }
  return keys;
}

async function findCheck(db: Db): Promise<KeyCheck | undefined> {
  const [row] = await db.sql<{ value: KeyCheck }>('select value from platform.settings where key = $1', [SETTING]);
  return row?.value;
}

function fits(crypt: AesFieldCrypt, { sealed, index }: KeyCheck): boolean {
  try {
    return crypt.open(sealed, SETTING) === WORD && crypt.blindIndex(WORD, SETTING) === index;
  } catch {
    return false;
  }
}
