import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { authorize, authorizeSomewhere } from '#platform/permissions/permissions.ts';
import { canMove, isClosed, type RequestStatus } from './domain/requests.ts';
import { privacyRefusals } from './errors.ts';
import { changeRequest, insertStep, lockRequest, type RequestChange, type RightsRequest } from './store/requests.ts';

interface Move {
  readonly requestId: string;
  readonly action: string;
  /** Undefined: it stays where it is, e.g. when its term is extended. */
  readonly to?: RequestStatus;
  readonly note?: string;
  /** Refuses, acts, or adds columns, once the row is locked. */
  readonly change: (tx: Ctx, request: RightsRequest) => Promise<RequestChange> | RequestChange;
}

/** What all steps of a request share: permission, lock, guard, status, history and audit, in one transaction. */
export async function move(ctx: Ctx, { requestId, action, to, note = '', change }: Move): Promise<RightsRequest> {
  authorizeSomewhere(ctx, action);
  return transact(ctx, async (tx) => {
    const request = await lockRequest(tx, requestId);
    if (!request) throw new Refusal(privacyRefusals.notFound);
    authorize(tx, action, request.unitId);
    const { folio, status, agencyId, unitId } = request;
    if (to ? !canMove(status, to) : isClosed(status)) throw new Refusal(privacyRefusals.wrongStatus, { folio });
    const closed = to && isClosed(to) ? { closedAt: tx.clock.now() } : {};
    await changeRequest(tx, requestId, { ...(await change(tx, request)), ...(to ? { status: to } : {}), ...closed });
    await insertStep(tx, request, status, to ?? status, note);
    const entry = { action, entityType: 'rights-request', entityId: requestId, agencyId, unitId };
    await recordAudit(tx, { ...entry, detail: { kind: request.kind, from: status, to: to ?? status } });
    return request;
  });
}
