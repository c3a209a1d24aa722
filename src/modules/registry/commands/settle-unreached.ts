import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { authorize, authorizeSomewhere } from '#platform/permissions/permissions.ts';
import { confirmVerification, loadPerson, withdrawConsent, type Channel } from '#modules/people/index.ts';
import type { Settlement } from '../domain/unreached.ts';
import { registryRefusals } from '../errors.ts';
import { lockProcedure } from '../store/procedures.ts';
import { insertSettlements, unreachedOf, type UnreachedEntry } from '../store/unreached.ts';

const ACTION = 'registry.reach';
const SOURCE = 'counter';
/** Screens that show the list look again. */
export const UNREACHED_TOPIC = 'unreached';

interface Settle {
  readonly procedureId: string;
  /** What was said, or how the person was found; may be empty. */
  readonly note: string;
}

/** The person was told in person. The contact stays doubtful; with the next step of the procedure the entry comes back. */
export function settleAsTold(ctx: Ctx, input: Settle): Promise<void> {
  return settle(ctx, 'told', input, (entries) => entries);
}

/** The person was asked and wants no notices on this channel: consent and contact end there. */
export function settleAsDeclined(ctx: Ctx, input: Settle & { readonly channel: Channel }): Promise<void> {
  return settle(
    ctx,
    'declined',
    input,
    (entries) => entries.filter(({ channel }) => channel === input.channel),
    async (tx, personId) => withdrawConsent(tx, { personId, channel: input.channel, source: SOURCE }),
  );
}

/**
 * The person gave a new contact, and its code came back to the counter: it takes the place of the dead one. As for every
 * code, a wrong try stays spent although the command refuses, so this must not run inside a transaction; were the program
 * to stop between the two, the contact is there and the entry closes with it.
 */
export async function settleByNewContact(
  ctx: Ctx,
  input: Settle & { readonly verificationId: string; readonly code: string },
): Promise<void> {
  const entries = await openOf(ctx, input.procedureId);
  const [entry] = entries;
  if (!entry) throw new Refusal(registryRefusals.alreadySettled);
  const { verificationId, code } = input;
  const { purpose, personIds } = await confirmVerification(ctx, { verificationId, code, source: SOURCE });
  const person = await loadPerson(ctx, entry.personId);
  if (purpose !== 'add_channel' || !person || !personIds.includes(person.id))
    throw new Refusal(registryRefusals.notFound);
  await transact(ctx, (tx) => record(tx, 'verified', input, entries));
}

/** The open entries of a procedure that the actor may look after. */
async function openOf(ctx: Ctx, procedureId: string): Promise<UnreachedEntry[]> {
  authorizeSomewhere(ctx, ACTION);
  const entries = await unreachedOf(ctx, procedureId);
  for (const { unitId } of entries) authorize(ctx, ACTION, unitId);
  return entries;
}

async function settle(
  ctx: Ctx,
  how: Settlement,
  input: Settle,
  choose: (entries: readonly UnreachedEntry[]) => readonly UnreachedEntry[],
  effect?: (tx: Ctx, personId: string) => Promise<void>,
): Promise<void> {
  authorizeSomewhere(ctx, ACTION);
  await transact(ctx, async (tx) => {
    // Two clerks at once: the second one waits here and then finds nothing open.
    const procedure = await lockProcedure(tx, input.procedureId);
    if (!procedure) throw new Refusal(registryRefusals.notFound);
    authorize(tx, ACTION, procedure.unitId);
    const entries = choose(await unreachedOf(tx, procedure.id));
    if (entries.length === 0) throw new Refusal(registryRefusals.alreadySettled);
    await effect?.(tx, procedure.personId);
    await record(tx, how, input, entries);
  });
}

async function record(
  tx: Ctx,
  how: Settlement,
  { procedureId, note }: Settle,
  entries: readonly UnreachedEntry[],
): Promise<void> {
  const [first] = entries;
  if (!first) return;
  await insertSettlements(tx, entries, how, note.trim());
  await recordAudit(tx, {
    action: ACTION,
    entityType: 'procedure',
    entityId: procedureId,
    agencyId: first.agencyId,
    unitId: first.unitId,
    detail: { how, channels: entries.map(({ channel }) => channel).join(' ') },
  });
  await tx.live.publish(tx.db, [UNREACHED_TOPIC]);
}
