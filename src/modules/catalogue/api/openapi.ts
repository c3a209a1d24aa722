import { z } from 'zod';
import { municipalityOutput, officeOutput, serviceOutput } from './schemas.ts';

const content = (schema: z.ZodType) => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'output', target: 'draft-2020-12' });
  return { 'application/json': { schema: rest } };
};
const parameter = (name: string, where: 'query' | 'path', description: string, example: string) => ({
  name,
  in: where,
  required: where === 'path',
  description,
  schema: { type: 'string' },
  example,
});
const operation = (summary: string, output: z.ZodType, parameters: object[], missing?: string) => ({
  get: {
    summary,
    // Open data: no key.
    security: [],
    parameters,
    responses: {
      200: { description: 'Found', content: content(output) },
      ...(missing ? { 404: { description: missing } } : {}),
    },
  },
});
const SEARCH = 'Words of a person; accents and typing errors do not matter. Without it: everything';

/** The part of the description of the API that is about the catalogue. */
export const cataloguePaths = {
  '/api/v1/services': operation('Services in force', z.array(serviceOutput), [
    parameter('q', 'query', SEARCH, 'cancelar hipoteca'),
  ]),
  '/api/v1/services/{slug}': operation(
    'One service',
    serviceOutput,
    [parameter('slug', 'path', 'As in the list', 'copias-certificadas')],
    'No such service is in force',
  ),
  '/api/v1/offices': operation('Offices, their hours and the municipalities they serve', z.array(officeOutput), [
    parameter('municipality', 'query', 'INEGI code: only the offices that serve it', '15106'),
  ]),
  '/api/v1/municipalities': operation('The 125 municipalities', z.array(municipalityOutput), [
    parameter('q', 'query', SEARCH, 'zinacantepek'),
  ]),
};
