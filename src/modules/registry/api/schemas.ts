import { z } from 'zod';
import { OUTCOMES } from '../domain/statuses.ts';

const externalId = z.string().min(1).max(100).describe("The caller's own id; sending it again changes nothing");

/** On one line: what other systems keep in a form of several lines would break an SMS and a receipt in the middle. */
const name = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .overwrite((text) => text.replace(/\s+/g, ' '));

/** The one source of validation, types and OpenAPI. Unknown fields are refused: a typing error must not be lost. */
export const procedureInput = z
  .strictObject({
    externalId,
    office: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .describe('Code of the office, e.g. TOL'),
    service: z.string().max(80).describe('Slug of the service in the catalogue'),
    person: z.strictObject({
      names: name,
      surnames: name,
      mobile: z.string().max(30).optional().describe('Given means: the person agreed to SMS notices'),
      email: z.email().max(120).optional().describe('Given means: the person agreed to e-mail notices'),
    }),
    propertyFolio: z.string().max(40).optional(),
    propertyLocation: z.string().min(1).max(200),
    documents: z.array(z.string().max(200)).max(30).default([]),
  })
  .meta({ id: 'Procedure' });

export const eventInput = z
  .discriminatedUnion('event', [
    z.strictObject({ externalId, event: z.literal('taken'), folio: z.string() }),
    z.strictObject({
      externalId,
      event: z.literal('signed'),
      folio: z.string(),
      outcome: z.enum(OUTCOMES),
      reasons: z.array(z.string().min(1).max(200)).max(10).default([]),
    }),
    z.strictObject({ externalId, event: z.literal('delivered'), folio: z.string() }),
  ])
  .meta({ id: 'ProcedureEvent' });

export const accepted = z
  .object({ externalId: z.string(), procedureId: z.string(), folio: z.string() })
  .meta({ id: 'Accepted' });

export const problem = z
  .object({ title: z.string(), status: z.number(), detail: z.string(), code: z.string(), requestId: z.string() })
  .meta({ id: 'Problem' });

/** One, or up to a hundred in order; a batch is taken whole or not at all. */
export const oneOrMany = <Item extends z.ZodType>(item: Item) => z.union([item, batchOf(item)]);

/** What a call with an array is checked against: of a union a program would only be told that nothing fits. */
export const batchOf = <Item extends z.ZodType>(item: Item) => z.array(item).min(1).max(100);

export type ProcedureInput = z.infer<typeof procedureInput>;
export type EventInput = z.infer<typeof eventInput>;
export type Accepted = z.infer<typeof accepted>;
