import { pino, type DestinationStream, type Logger } from 'pino';
import { describeError } from './describe-error.ts';

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
    formatters: { log: withoutErrors },
    // Fastify hands over whole requests and replies; their addresses hold folios and callers, and ours are told by route.
    serializers: { err: (described: unknown) => described, req: () => undefined, res: () => undefined },
    redact: { paths: PERSONAL_FIELDS.flatMap((field) => [field, `*.${field}`]), remove: true },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Errors under whatever name: left to JSON, one of the database would give away all its properties. */
function withoutErrors(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, value instanceof Error ? describeError(value) : value]),
  );
}
