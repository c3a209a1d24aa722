/** What an error may say in a log. */
export interface DescribedError {
  readonly type: string;
  readonly message?: string;
  readonly code?: string | number;
  readonly constraint?: string;
  /** Where it happened, without the message that the stack of an error repeats. */
  readonly stack?: string;
  readonly cause?: DescribedError;
}

const MOST_CAUSES = 3;
const LONGEST_MESSAGE = 500;
/** So much of a message is looked through: some of the patterns below take time by the square of it. */
const LONGEST_READ = 2_000;

/**
 * An error for the log: what kind, where, and its message with the values cut out that it may quote. PostgreSQL's
 * `detail` quotes whole rows, so it stays out altogether. A message that says too little is mended with the request id
 * and the code; a name or a telephone in a log file cannot be taken back.
 */
export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, constraint, cause } = error as { code?: unknown; constraint?: unknown; cause?: unknown };
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  return {
    type: error.name,
    message: withoutValues(error.message, quotesInput(error, code)).slice(0, LONGEST_MESSAGE),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    ...(frames.length > 0 ? { stack: frames.join('\n') } : {}),
    ...(cause instanceof Error && depth < MOST_CAUSES ? { cause: describeError(cause, depth + 1) } : {}),
  };
}

/** In one line, for a column that an operator reads. */
export function reasonOf(error: unknown): string {
  const { type, message = '' } = describeError(error);
  return `${type}: ${message}`;
}

/** Parsers quote what they could not read; SQLSTATE class 22 are the data exceptions of PostgreSQL, P0001 is `raise`. */
function quotesInput(error: Error, code: unknown): boolean {
  if (error instanceof SyntaxError || error instanceof URIError || code === 'ERR_INVALID_URL') return true;
  return typeof code === 'string' && /^(22...|P0001)$/.test(code);
}

const QUOTED = /"[^"]*"|'[^']*'|`[^`]*`|“[^”]*”|«[^»]*»/g;
/** Names of tables, columns, files and settings, which tell a developer where to look. */
const IDENTIFIER = /^["'`][a-z_./#$][\w$./:#-]{0,119}["'`]$/;
/** Also the name and password in front of the host in an address. */
const BEFORE_AT = /[^\s<>"'(),;:/]+(?::[^\s<>"'(),;/@]*)?@[^\s<>"'(),;]+/g;
const CURP = /\b[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z\d]\d\b/gi;
const NUMBER = /[+(]?\d(?:[\d ().-]*\d)?/g;
const TELEPHONE_DIGITS = 8;
const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;
const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** Session values, keys, tokens: long, and letters mixed with digits. */
const SECRET = /\b(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{20,}\b/gi;

/** The text with quoted values, addresses, telephones, CURPs and secrets cut out. `all`: identifiers in quotes as well. */
export function withoutValues(whole: string, all = false): string {
  const text = whole.length > LONGEST_READ ? beginningOf(whole) : whole;
  const cut = all ? text.replace(/(["'«“]).*(["'»”])/gs, '$1…$2').replace(/:\s.*$/s, ': …') : text;
  return cut
    .replace(QUOTED, (quoted) => (!all && IDENTIFIER.test(quoted) ? quoted : `${quoted[0]}…${quoted.at(-1)}`))
    .replace(BEFORE_AT, '…')
    .replace(CURP, '…')
    .replace(SECRET, (word) => (UUID.test(word) ? word : '…'))
    .replace(NUMBER, (digits, place: number) => {
      const isPart = /[\w-]/.test(text[place - 1] ?? '') || IPV4.test(digits);
      return !isPart && digits.replaceAll(/\D/g, '').length >= TELEPHONE_DIGITS ? '…' : digits;
    });
}

/** Of a long text what stands before its first quotation mark: cut short, a quoted value would end without the other mark. */
function beginningOf(text: string): string {
  const beginning = text.slice(0, LONGEST_READ);
  const quote = beginning.search(/["'`“«]/);
  return `${quote < 0 ? beginning : beginning.slice(0, quote)}…`;
}
