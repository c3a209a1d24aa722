import { isUnavailable } from '#platform/db/unavailable.ts';
import { ConfigError } from '#platform/config.ts';
import { BackupError } from '#platform/db/backup/manifest.ts';
import { EmbeddedError } from '#platform/db/embedded/index.ts';

/** SQLSTATE and system codes that an operator causes with DATABASE_URL, and what to do about them. */
const DATABASE_CODES: Readonly<Record<string, string>> = {
  '28P01': 'The database refuses the name or the password in DATABASE_URL.',
  '28000': 'The database does not let this role in from this machine: see pg_hba.conf and DATABASE_URL.',
  '3D000': 'The database named in DATABASE_URL does not exist: create it first (createdb, encoding UTF8).',
  '42501': 'The role in DATABASE_URL lacks rights: it must own the database.',
  ENOTFOUND: 'The name of the server in DATABASE_URL is not known: check its spelling and the name service.',
  EAI_AGAIN: 'The name service does not answer: the server in DATABASE_URL cannot be found now.',
};

/** A file that a person named and that cannot be read. */
const FILE_CODES: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'this account may not read it',
  EISDIR: 'it is a folder',
};

/** Mistakes that a person can mend, in words for the terminal; undefined for faults of ours, which need their stack. */
export function explain(error: unknown): string | undefined {
  const { code, message = '' } = (error ?? {}) as { code?: unknown; message?: string };
  if (error instanceof ConfigError || error instanceof EmbeddedError || error instanceof BackupError) return message;
  if (typeof code !== 'string') return unavailable(error, message);
  if (code.startsWith('ERR_PARSE_ARGS')) return message;
  const { path, syscall } = error as { path?: unknown; syscall?: unknown };
  const unread = FILE_CODES[code];
  if (unread && typeof path === 'string' && (syscall === 'open' || syscall === 'read')) return `${path}: ${unread}.`;
  const known = DATABASE_CODES[code];
  return known ? `${known} (${message})` : unavailable(error, message);
}

function unavailable(error: unknown, message: string): string | undefined {
  if (!isUnavailable(error)) return undefined;
  const cause = message || String((error as { code?: unknown }).code);
  return `The database does not answer (${cause}). Is it running, and is DATABASE_URL right? "ventanilla doctor" tells more.`;
}
