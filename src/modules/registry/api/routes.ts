import { z } from 'zod';
import { brokenConstraint } from '#platform/db/db.ts';
import { Refusal } from '#platform/errors.ts';
import { json, type Route, type WebCtx } from '#platform/http/routes.ts';
import { receiveEvents, receiveProcedures } from '../commands/receive.ts';
import { registryRefusals } from '../errors.ts';
import { batchOf, eventInput, procedureInput, type Accepted } from './schemas.ts';

function parse<Item extends z.ZodType>(ctx: WebCtx, item: Item): { many: boolean; items: z.infer<Item>[] } {
  const body: unknown = ctx.request.json;
  const many = Array.isArray(body);
  const result = batchOf(item).safeParse(many ? body : [body]);
  if (result.success) return { many, items: result.data };
  // As the caller numbers it: who sent one thing knows of no first one.
  const issues = result.error.issues
    .slice(0, 20)
    .map((issue) => (many ? issue : { ...issue, path: issue.path.slice(1) }));
  throw new Refusal(registryRefusals.badBody, { why: z.prettifyError(new z.ZodError(issues)).slice(0, 1000) });
}

async function answer(many: boolean, work: () => Promise<Accepted[]>) {
  const accepted = await work().catch((error: unknown) => {
    // Two calls with the same id at the same moment: the second is told to ask again and then gets the answer.
    if (brokenConstraint(error) === 'client_requests_pkey') return work();
    throw error;
  });
  return json(many ? accepted : accepted[0], 201);
}

/** For registry systems that exist already (R8): key per system, ids of the caller, batches. */
export const apiRoutes: readonly Route[] = [
  {
    method: 'POST',
    url: '/api/v1/registry/procedures',
    access: { kind: 'client', scope: 'registry.enter' },
    csrf: 'api-key',
    body: 'json',
    bodyLimitKb: 512,
    async handle(ctx) {
      const { many, items } = parse(ctx, procedureInput);
      return answer(many, () => receiveProcedures(ctx, items));
    },
  },
  {
    method: 'POST',
    url: '/api/v1/registry/events',
    access: { kind: 'client', scope: 'registry.read' },
    csrf: 'api-key',
    body: 'json',
    bodyLimitKb: 512,
    async handle(ctx) {
      const { many, items } = parse(ctx, eventInput);
      return answer(many, () => receiveEvents(ctx, items));
    },
  },
];
