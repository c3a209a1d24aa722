import { json, type Route } from '#platform/http/routes.ts';

type ApiPaths = Readonly<Record<string, object>>;
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The description of the API (OpenAPI 3.1): one document, each part made by its module from the schemas that validate. */
function openApiDocument(publicUrl: string, paths: ApiPaths) {
  const schemas: Record<string, Json> = {};
  const whole = withSharedSchemas(JSON.parse(JSON.stringify(paths)) as Json, schemas);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Ventanilla',
      version: '1.0.0',
      description:
        'The catalogue as open data; procedures and events of existing registry systems, and notices to citizens. A batch is taken whole or not at all.',
    },
    servers: [{ url: publicUrl }],
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } }, schemas },
    paths: whole,
  };
}

/**
 * Each schema comes with its own `$defs` and refers to them from its own root. In one document `#` is the document, so
 * the definitions move to `components` and the references follow.
 */
function withSharedSchemas(value: Json, schemas: Record<string, Json>): Json {
  if (Array.isArray(value)) return value.map((one: Json) => withSharedSchemas(one, schemas));
  if (typeof value === 'string') return value.replace(/^#\/\$defs\//, '#/components/schemas/');
  if (value === null || typeof value !== 'object') return value;
  const kept: Record<string, Json> = {};
  for (const [key, inner] of Object.entries(value)) {
    if (key !== '$defs') kept[key] = withSharedSchemas(inner, schemas);
    else Object.assign(schemas, withSharedSchemas(inner, schemas));
  }
  return kept;
}

export function openApiRoutes(paths: ApiPaths): readonly Route[] {
  return [
    {
      method: 'GET',
      url: '/api/v1/openapi.json',
      access: { kind: 'public' },
      handle: async ({ publicUrl }) => json(openApiDocument(publicUrl, paths)),
    },
  ];
}
