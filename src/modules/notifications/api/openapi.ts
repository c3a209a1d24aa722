import { z } from 'zod';
import {
  acceptedNotification,
  MOST_IN_BATCH,
  notificationFilter,
  notificationInput,
  notificationList,
  notificationStatus,
  problem,
} from './schemas.ts';

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' });
  return rest;
};

const content = (schema: z.ZodType, io: 'input' | 'output', type = 'application/json') => ({
  [type]: { schema: schemaOf(schema, io) },
});

const refused = (description: string) => ({
  description,
  content: content(problem, 'output', 'application/problem+json'),
});

const oneOrMany = (schema: z.ZodType) => z.union([schema, z.array(schema).min(1).max(MOST_IN_BATCH)]);

/** To be sent as they stand, with a `test` key; a test sends each. */
const EXAMPLES: Readonly<
  Record<string, { readonly summary: string; readonly value: z.input<typeof notificationInput> }>
> = {
  template: {
    summary: 'A template in force, to a telephone',
    value: {
      externalId: 'cita-88123-aceptado',
      template: 'aceptado',
      to: { mobile: '722 500 0404' },
      values: { folio: 'TOL-2026-000123-K', oficina: 'Toluca', enlace: '/f/TOL-2026-000123-K' },
      reference: 'cita 88123',
    },
  },
};

/** The query of the list, as the schema that reads it says. */
const filterParameters = Object.entries(notificationFilter.shape).map(([name, schema]) => ({
  name,
  in: 'query',
  required: false,
  ...(schema.description === undefined ? {} : { description: schema.description }),
  schema: schemaOf(schema, 'input'),
  ...(name === 'limit' ? { example: '50' } : {}),
}));

const idParameter = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };
const keyless = refused('The key is missing or not valid');
const tooMany = refused('The key has made its calls of this minute; `Retry-After` says how many seconds to wait');

/** The part of the description of the API that is about notices, made from the schemas that also validate. */
export const noticePaths = {
  '/api/v1/notifications': {
    post: {
      summary: `Ask for one notice, or up to ${MOST_IN_BATCH}; a batch is taken whole or not at all`,
      security: [{ key: [] }],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            ...content(oneOrMany(notificationInput), 'input')['application/json'],
            examples: EXAMPLES,
          },
        },
      },
      responses: {
        201: {
          description: 'Durably taken; the same id with the same content gets the same answer',
          content: content(oneOrMany(acceptedNotification), 'output'),
        },
        401: keyless,
        403: refused('The key may not do this, e.g. a team key writes to somebody who is not on the list'),
        422: refused('The content is wrong, or the id came before with other content'),
        429: tooMany,
      },
    },
    get: {
      summary: 'What the system asked for with keys of this kind, the newest first, page by page',
      security: [{ key: [] }],
      parameters: filterParameters,
      responses: {
        200: { description: 'A page, and where the next one begins', content: content(notificationList, 'output') },
        401: keyless,
        422: refused('A filter that does not exist, or a value that is none of its own'),
        429: tooMany,
      },
    },
  },
  '/api/v1/notifications/{id}': {
    get: {
      summary: 'What became of one message',
      security: [{ key: [] }],
      parameters: [idParameter],
      responses: {
        200: { description: 'Its fate and every step', content: content(notificationStatus, 'output') },
        401: keyless,
        404: refused('No message of this system has that id'),
        429: tooMany,
      },
    },
  },
  '/api/v1/notifications/{id}/cancel': {
    post: {
      summary: 'Take back a message that has not left',
      security: [{ key: [] }],
      parameters: [idParameter],
      responses: {
        200: {
          description: 'It stays here: `expired`, and the last step says `cancelled`. Again changes nothing',
          content: content(notificationStatus, 'output'),
        },
        401: keyless,
        404: refused('No message of this system has that id'),
        409: refused('It has left, or its fate is sealed. With a test key nothing waits, so nothing can be taken back'),
        429: tooMany,
      },
    },
  },
};
