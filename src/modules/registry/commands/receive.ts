import { createHash } from 'node:crypto';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { parseFolio } from '#platform/folios/folio.ts';
import { accessRefusals, authorizeSomewhere } from '#platform/permissions/permissions.ts';
import type { ClientActor } from '#platform/permissions/actor.ts';
import { findOfficeByCode } from '#modules/agencies/index.ts';
import { normaliseMobile, registerPerson } from '#modules/people/index.ts';
import type { Accepted, EventInput, ProcedureInput } from '../api/schemas.ts';
import { registryRefusals } from '../errors.ts';
import { findByFolio } from '../queries/procedure.ts';
import { findRequest, insertRequest } from '../store/clients.ts';
import { deliverProcedure } from './deliver-procedure.ts';
import { enterProcedure } from './enter-procedure.ts';
import { signProcedure } from './sign-procedure.ts';
import { takeProcedure } from './take-procedure.ts';

/** R8: procedures that another system entered. All of a batch or none; each id of the caller takes effect once. */
export function receiveProcedures(ctx: Ctx, inputs: readonly ProcedureInput[]): Promise<Accepted[]> {
  authorizeSomewhere(ctx, 'registry.enter');
  return each(ctx, inputs, async (tx, input) => {
    const office = await findOfficeByCode(tx.db, input.office);
    if (!office || office.closed) throw new Refusal(registryRefusals.unknownOffice, { office: input.office });
    const { names, surnames, email } = input.person;
    const mobile = input.person.mobile === undefined ? undefined : normaliseMobile(input.person.mobile);
    if (mobile && !mobile.ok) throw new Refusal(registryRefusals.wrongMobile);
    const { agencyId, unitId } = office;
    const person = { agencyId, unitId, names, surnames, mobile: mobile?.e164, email, source: 'api' };
    const { personId } = await registerPerson(tx, person);
    const { service, propertyFolio, propertyLocation, documents } = input;
    return enterProcedure(tx, { unitId, service, personId, propertyFolio, propertyLocation, documents });
  });
}

/** R8: what happened to procedures in another system, in its order. */
export function receiveEvents(ctx: Ctx, inputs: readonly EventInput[]): Promise<Accepted[]> {
  authorizeSomewhere(ctx, 'registry.read');
  return each(ctx, inputs, async (tx, input) => {
    const parsed = parseFolio(input.folio);
    const procedureId = parsed.ok ? await findByFolio(tx, parsed.text) : undefined;
    if (!parsed.ok || !procedureId) throw new Refusal(registryRefusals.notFound);
    if (input.event === 'taken') await takeProcedure(tx, procedureId);
    else if (input.event === 'signed')
      await signProcedure(tx, { procedureId, outcome: input.outcome, reasons: input.reasons });
    else await deliverProcedure(tx, procedureId, 'ine');
    return { procedureId, folio: parsed.text };
  });
}

/** Runs `work` for each input that is new; a known one gets the answer of then, a changed one is refused (422). */
function each<Input extends { externalId: string }>(
  ctx: Ctx,
  inputs: readonly Input[],
  work: (tx: Ctx, input: Input) => Promise<{ procedureId: string; folio: string }>,
): Promise<Accepted[]> {
  const client = clientOf(ctx);
  return transact(ctx, async (tx) => {
    const answers: Accepted[] = [];
    for (const input of inputs) {
      const { externalId } = input;
      const contentHash = createHash('sha256').update(JSON.stringify(input)).digest('hex');
      const known = await findRequest(tx, client, externalId);
      if (known && known.contentHash !== contentHash) throw new Refusal(registryRefusals.otherContent, { externalId });
      if (known) {
        answers.push(known.answer as Accepted);
        continue;
      }
      const { procedureId, folio } = await work(tx, input);
      const answer = { externalId, procedureId, folio };
      await insertRequest(tx, client, { externalId, contentHash, procedureId, answer });
      answers.push(answer);
    }
    return answers;
  });
}

function clientOf(ctx: Ctx): ClientActor {
  if (ctx.actor.kind !== 'client') throw new Refusal(accessRefusals.notAllowed);
  return ctx.actor;
}
