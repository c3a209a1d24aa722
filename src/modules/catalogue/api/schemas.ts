import { z } from 'zod';
import { AUDIENCES, CHANNELS, COPIES } from '../content.ts';

/** What other systems read of the catalogue: open data, without a key. The schemas also make the description of the API. */
export const serviceOutput = z
  .object({
    slug: z.string().describe('Stays the same for ever; last part of the public address'),
    url: z.string(),
    agency: z.string().describe('Short name, e.g. IFREM'),
    name: z.string(),
    description: z.string(),
    audiences: z.array(z.enum(AUDIENCES)),
    channels: z.array(z.enum(CHANNELS)),
    requirements: z.array(z.object({ document: z.string(), copies: z.enum(COPIES), note: z.string() })),
    costMxn: z.number().nullable().describe('0 is free; null: the agency has not published it'),
    responseWorkingDays: z.number().nullable().describe('0 is at once; null: the agency has not published it'),
    legalBasis: z.string(),
    offices: z.array(z.string()).describe('Codes of the offices where it is served at the counter'),
  })
  .meta({ id: 'Service' });
export type ServiceOutput = z.infer<typeof serviceOutput>;

export const officeOutput = z
  .object({
    code: z.string().describe('Three letters, as in folios'),
    url: z.string(),
    agency: z.string(),
    name: z.string(),
    address: z.string(),
    phone: z.string().nullable(),
    hours: z.array(
      z.object({
        weekday: z.number().describe('1 is Monday'),
        opens: z.string().describe('Civil time of the state, HH:MM'),
        closes: z.string(),
      }),
    ),
    latitude: z.number(),
    longitude: z.number(),
    source: z
      .string()
      .nullable()
      .describe('Where address and hours were published; null: to be confirmed by telephone'),
    municipalities: z
      .array(z.object({ code: z.string(), confirmed: z.boolean() }))
      .describe('INEGI codes of those it serves; not confirmed: no published list says so'),
  })
  .meta({ id: 'Office' });
export type OfficeOutput = z.infer<typeof officeOutput>;

export const municipalityOutput = z
  .object({
    code: z.string().describe('INEGI code, five digits'),
    name: z.string(),
    seat: z.string().describe('Head town'),
    latitude: z.number(),
    longitude: z.number(),
  })
  .meta({ id: 'Municipality' });
