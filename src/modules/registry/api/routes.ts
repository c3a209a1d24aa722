import { z } from 'zod';
import { brokenConstraint } from '#platform/db/db.ts';
import { Refusal } from '#platform/errors.ts';
import { json, type Route, type WebCtx } from '#platform/http/routes.ts';
import { receiveEvents, receiveProcedures } from '../commands/receive.ts';
import { registryRefusals } from '../errors.ts';
import { eventInput, oneOrMany, procedureInput, type Accepted } from './schemas.ts';

function parse<Item extends z.ZodType>(ctx: WebCtx, item: Item): { many: boolean; items: z.infer<Item>[] } {
  const result = oneOrMany(item).safeParse(ctx.request.json);
  if (!result.success)
    throw new Refusal(registryRefusals.badBody, { why: z.prettifyError(result.error).slice(0, 1000) });
  const many = Array.isArray(result.data);
  return { many, items: [result.data].flat() as z.infer<Item>[] };
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
