import { json, type Route } from '#platform/http/routes.ts';

/** The description of the API (OpenAPI 3.1): one document, each part made by its module from the schemas that validate. */
export function openApiRoutes(paths: Readonly<Record<string, object>>): readonly Route[] {
  return [
    {
      method: 'GET',
      url: '/api/v1/openapi.json',
      access: { kind: 'public' },
      handle: async ({ publicUrl }) =>
        json({
          openapi: '3.1.0',
          info: {
            title: 'Ventanilla',
            version: '1.0.0',
            description:
              'Procedures and events of existing registry systems, and notices to citizens. A batch is taken whole or not at all.',
          },
          servers: [{ url: publicUrl }],
          components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
          paths,
        }),
    },
  ];
}
