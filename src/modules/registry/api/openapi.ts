import { z } from 'zod';
import { accepted, eventInput, oneOrMany, problem, procedureInput } from './schemas.ts';

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' });
  return rest;
};

const content = (schema: z.ZodType, io: 'input' | 'output', type = 'application/json') => ({
  [type]: { schema: schemaOf(schema, io) },
});

/** Something to send as it stands; a test sends each. */
export type Examples<Item extends z.ZodType> = Readonly<
  Record<string, { readonly summary: string; readonly value: z.input<Item> | readonly z.input<Item>[] }>
>;

function operation<Item extends z.ZodType>(summary: string, body: Item, examples: Examples<Item>) {
  const refused = (description: string) => ({
    description,
    content: content(problem, 'output', 'application/problem+json'),
  });
  return {
    summary,
    security: [{ key: [] }],
    requestBody: {
      required: true,
      content: { 'application/json': { ...content(oneOrMany(body), 'input')['application/json'], examples } },
    },
    responses: {
      201: {
        description: 'Taken; the same id with the same content gets the same answer',
        content: content(oneOrMany(accepted), 'output'),
      },
      401: refused('The key is missing or not valid'),
      404: refused('No such procedure within the reach of the key'),
      409: refused('The procedure is not at a stage that allows it'),
      422: refused('The content is wrong, or the id came before with other content'),
    },
  };
}

/** The part of the description of the API that is about procedures, made from the schemas that also validate. */
export const registryPaths = {
  '/api/v1/registry/procedures': {
    post: operation('Enter one procedure, or up to a hundred', procedureInput, {
      one: {
        summary: 'One procedure, with a telephone that the person agreed to',
        value: {
          externalId: '2026-000123',
          office: 'TOL',
          service: 'copias-certificadas',
          person: { names: 'Ana Laura', surnames: 'Nava Colín', mobile: '55 5000 0303' },
          propertyFolio: '00123456',
          propertyLocation: 'Av. Hidalgo 1, Toluca',
          documents: ['Pago de derechos', 'Identificación'],
        },
      },
      batch: {
        summary: 'Two at once; both or none',
        value: ['2026-000124', '2026-000125'].map((externalId) => ({
          externalId,
          office: 'TOL',
          service: 'certificado-gravamenes',
          person: { names: 'Luis', surnames: 'Paz Reyes' },
          propertyLocation: 'Calle Morelos 12, Toluca',
        })),
      },
    }),
  },
  '/api/v1/registry/events': {
    post: operation('Tell what happened to procedures, in order', eventInput, {
      suspended: {
        summary: 'It was taken and signed: suspended, with what to correct',
        value: [
          { externalId: 'e-1', event: 'taken', folio: 'TOL-2026-000123-K' },
          {
            externalId: 'e-2',
            event: 'signed',
            folio: 'TOL-2026-000123-K',
            outcome: 'suspended',
            reasons: ['Falta el comprobante de pago de derechos'],
          },
        ],
      },
      delivered: {
        summary: 'The result was handed over',
        value: { externalId: 'e-3', event: 'delivered', folio: 'TOL-2026-000123-K' },
      },
    }),
  },
};
