import { recordAudit } from '#platform/audit/record.ts';
import { endOfTerm } from '#platform/calendar/official.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { nextFolio } from '#platform/folios/next-folio.ts';
import { authorizePerson } from '#modules/people/index.ts';
import { ANSWER_DAYS, type IdentityProof, type Right } from '../domain/requests.ts';
import { privacyRefusals } from '../errors.ts';
import { Refusal } from '#platform/errors.ts';
import { findRootUnit, insertRequest } from '../store/requests.ts';

/** Series of the folios: Derechos ARCO. */
const SERIES = 'DAR';

export interface ReceiveRequest {
  readonly personId: string;
  readonly kind: Right;
  /** What they ask, in their words. */
  readonly asked: string;
  readonly identity: IdentityProof;
}

/**
 * Somebody uses a right over their own data: at the counter, or on the page by a code. The term to answer begins; the
 * request belongs to the head of the agency, who answers for all its offices.
 */
export async function receiveRequest(ctx: Ctx, input: ReceiveRequest): Promise<{ requestId: string; folio: string }> {
  const agencyId = await authorizePerson(ctx, 'privacy.receive', input.personId);
  const unitId = await findRootUnit(ctx, agencyId);
  if (!unitId) throw new Refusal(privacyRefusals.notFound);
  return transact(ctx, async (tx) => {
    const dueOn = await endOfTerm(tx, agencyId, ANSWER_DAYS);
    const folio = await nextFolio(tx, agencyId, SERIES);
    const requestId = await insertRequest(tx, { ...input, agencyId, unitId, folio, dueOn });
    const entry = { action: 'privacy.receive', entityType: 'rights-request', entityId: requestId, agencyId, unitId };
    await recordAudit(tx, { ...entry, detail: { kind: input.kind, identity: input.identity } });
    return { requestId, folio };
  });
}
