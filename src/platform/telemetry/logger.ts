import { pino, type DestinationStream, type Logger } from 'pino';

/**
 * The log: JSON lines with request ids and without personal data. Log calls pass ids and codes only; as a second wall
 * the names of fields that could hold a person's data are cut out wherever they stand.
 */
const PERSONAL_FIELDS = [
  'mobile',
  'email',
  'givenNames',
  'surname1',
  'surname2',
  'name',
  'to',
  'body',
  'text',
  'password',
  'authorization',
  'cookie',
];

export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
    redact: { paths: PERSONAL_FIELDS.flatMap((field) => [field, `*.${field}`]), remove: true },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** What an error may say in the log: PostgreSQL's `detail` quotes the values of a row, so it stays out. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return { type: error.name, message: error.message, code, constraint, stack: error.stack };
}
