import { z } from 'zod';
import { accepted, eventInput, oneOrMany, problem, procedureInput } from './schemas.ts';

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' });
  return rest;
};

const content = (schema: z.ZodType, io: 'input' | 'output', type = 'application/json') => ({
  [type]: { schema: schemaOf(schema, io) },
});

function operation(summary: string, body: z.ZodType) {
  const refused = (description: string) => ({
    description,
    content: content(problem, 'output', 'application/problem+json'),
  });
  return {
    summary,
    security: [{ key: [] }],
    requestBody: { required: true, content: content(oneOrMany(body), 'input') },
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
  '/api/v1/registry/procedures': { post: operation('Enter one procedure, or up to a hundred', procedureInput) },
  '/api/v1/registry/events': { post: operation('Tell what happened to procedures, in order', eventInput) },
};
