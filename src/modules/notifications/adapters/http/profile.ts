import { z } from 'zod';

/** A place in an answer: keys and numbers joined by dots, such as `messages.0.messageId`. */
const Path = z.string().min(1);

/**
 * What a request carries. `{to}` and the like are filled in (see `Values` in template.ts); a field that is nothing but a
 * placeholder without a value is left out, and takes the placeholder's type.
 */
export type Template = string | number | boolean | readonly Template[] | { readonly [key: string]: Template };
const Template: z.ZodType<Template> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.array(Template), z.record(z.string(), Template)]),
);

const FATES = ['delivered', 'failed', 'expired', 'inTransit'] as const;
const REASONS = ['unknownRecipient', 'absent', 'full', 'barred', 'refused', 'other'] as const;

/** What a carrier's error code means for the next try. */
const Failure = z.object({ reason: z.enum(REASONS), permanence: z.enum(['permanent', 'temporary']) });

/**
 * How a carrier that speaks HTTP wants to be spoken to, and how it answers: data, so that a new carrier of this kind needs
 * no code (docs/acceptance/notifications.md, 26). `profiles.ts` holds three; another one is a JSON file of this shape.
 */
export const HttpProfile = z.object({
  name: z.string().min(1),
  request: z.object({
    method: z.enum(['GET', 'POST']),
    /** Added to the carrier's address. */
    path: z.string().default(''),
    format: z.enum(['query', 'form', 'json']),
    auth: z.enum(['none', 'basic', 'bearer', 'app']),
    fields: z.record(z.string(), Template),
  }),
  answer: z.object({
    /** The body must match, besides a 2xx status; absent = the status says enough. */
    accepted: z.string().optional(),
    /** Where the carrier's id of the message stands; absent = receipts come back under our own id. */
    id: Path.optional(),
    /** Where the code of a refusal stands in a JSON body; absent = the HTTP status is the code. */
    code: Path.optional(),
    /** Codes of refusals that repeating cannot mend. */
    permanent: z.array(z.string()).default([]),
  }),
  receipt: z.object({
    format: z.enum(['query', 'form', 'json']),
    /** Where the list of receipts stands when one call can carry several. */
    each: Path.optional(),
    id: Path,
    state: Path,
    states: z.record(z.string(), z.enum(FATES)),
    code: Path.optional(),
    failures: z.record(z.string(), Failure).default({}),
    to: Path.optional(),
    doneDate: Path.optional(),
  }),
  inbound: z.object({
    format: z.enum(['query', 'form', 'json']),
    each: Path.optional(),
    from: Path,
    to: Path,
    text: Path,
    /** Where "2" says that the octets of the text in a query are UCS-2 (Kannel's `%c`); otherwise they are UTF-8. */
    coding: Path.optional(),
  }),
});
export type HttpProfile = z.infer<typeof HttpProfile>;
export type HttpProfileInput = z.input<typeof HttpProfile>;
