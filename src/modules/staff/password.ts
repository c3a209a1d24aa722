import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Refusal } from '#platform/errors.ts';
import { staffRefusals } from './errors.ts';

const derive = promisify(argon2);

/** OWASP's second recommended profile for Argon2id: 19 MiB, two passes, one lane. Stored with each hash. */
const PARAMETERS = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const TAG_BYTES = 32;
/** A flood of log-ins must not take the machine: more than two wait. */
const AT_ONCE = 2;

let running = 0;
const waiting: (() => void)[] = [];

async function hashWith(
  password: string,
  salt: Buffer,
  parameters: typeof PARAMETERS | StoredParameters,
): Promise<Buffer> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    const message = Buffer.from(password.normalize('NFC'));
    return await derive('argon2id', { message, nonce: salt, tagLength: TAG_BYTES, ...parameters });
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

interface StoredParameters {
  memory: number;
  passes: number;
  parallelism: number;
}

/** PHC-like text: algorithm, parameters, salt and hash. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await hashWith(password, salt, PARAMETERS);
  const { memory, passes, parallelism } = PARAMETERS;
  return `$argon2id$m=${memory},t=${passes},p=${parallelism}$${salt.toString('base64url')}$${hash.toString('base64url')}`;
}

/** True if the password made this hash. With no hash it takes as long and says no: an unknown name is not told apart. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const parsed = /^\$argon2id\$m=(\d+),t=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/.exec(stored ?? '');
  const [, memory, passes, parallelism, salt = '', hash = ''] = parsed ?? [];
  const parameters = parsed
    ? { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
    : PARAMETERS;
  const made = await hashWith(password, parsed ? Buffer.from(salt, 'base64url') : randomBytes(16), parameters);
  const expected = parsed ? Buffer.from(hash, 'base64url') : Buffer.alloc(TAG_BYTES);
  return timingSafeEqual(made, expected) && parsed !== null;
}

/** Length counts, composition rules do not (NIST SP 800-63B); what attackers try first is refused. */
const MINIMUM = 12;
const GUESSED_FIRST =
  /^(?:.*(?:password|contrase|ventanilla|ifrem|edomex|toluca|qwerty).{0,6}|(.)\1+|0?1234567890?\d*)$/i;

/** What is wrong with a password, or undefined. `login` must not be part of it. */
export function passwordProblem(password: string, login = ''): 'short' | 'guessable' | undefined {
  if ([...password].length < MINIMUM) return 'short';
  const holdsLogin = login.length > 3 && password.toLowerCase().includes(login.toLowerCase());
  return holdsLogin || GUESSED_FIRST.test(password) ? 'guessable' : undefined;
}

/** The hash of a password that keeps the rules; a refusal for one that does not. The only way to a stored password. */
export function hashOfAccepted(password: string, login: string): Promise<string> {
  const problem = passwordProblem(password, login);
  if (problem === 'short') throw new Refusal(staffRefusals.passwordShort, { minimum: MINIMUM });
  if (problem === 'guessable') throw new Refusal(staffRefusals.passwordGuessable);
  return hashPassword(password);
}
