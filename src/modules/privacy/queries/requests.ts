import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { authorize, authorizeSomewhere, reachParameter } from '#platform/permissions/permissions.ts';
import { privacyRefusals } from '../errors.ts';
import {
  findRequest,
  listRequests,
  listSteps,
  type RequestFilter,
  type RequestStep,
  type RightsRequest,
} from '../store/requests.ts';

const MOST = 200;

/** Requests within reach: open ones by their last day, else the last closed ones; at most 200. */
export async function requestList(ctx: Ctx, agencyId: string, filter: RequestFilter): Promise<RightsRequest[]> {
  authorizeSomewhere(ctx, 'privacy.read');
  return listRequests(ctx, agencyId, reachParameter(ctx, 'privacy.read'), filter, MOST);
}

/** One request with its history. Outside one's units it does not exist. */
export async function getRequest(ctx: Ctx, id: string): Promise<RightsRequest & { steps: readonly RequestStep[] }> {
  authorizeSomewhere(ctx, 'privacy.read');
  const request = await findRequest(ctx, id);
  if (!request) throw new Refusal(privacyRefusals.notFound);
  authorize(ctx, 'privacy.read', request.unitId);
  return { ...request, steps: await listSteps(ctx, id) };
}
