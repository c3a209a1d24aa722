import type { Ctx } from '#platform/context.ts';
import { openContact } from '#modules/people/index.ts';
import { copyMessages } from '../store/copy-messages.ts';
import { endWaiting } from '../store/end-waiting.ts';
import { findInDoubt, holdUntilConfirmed, type InDoubt } from '../store/held.ts';
import { findSettings } from '../store/settings.ts';
import { askOwner, sendNeutral } from './confirm-first.ts';

/** Of messages that are to go once more, those whose contact came into doubt since they first left: they wait. */
export async function holdDoubtful(tx: Ctx, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length > 0) await stopDoubtful(tx, await findInDoubt(tx, messageIds));
}

/** What is queued for a contact in doubt waits, or gives its place to a neutral text, and its owner is asked. */
export async function stopDoubtful(tx: Ctx, doubtful: readonly InDoubt[]): Promise<void> {
  for (const [agencyId, own] of Map.groupBy(doubtful, (one) => one.agencyId)) {
    const { whileDoubtful } = await findSettings(tx, agencyId);
    const stopped = whileDoubtful === 'hold' ? await holdUntilConfirmed(tx, own) : await exchange(tx, own);
    for (const contactId of new Set(stopped.map((one) => one.contactId))) {
      const contact = await openContact(tx, contactId);
      if (contact) await askOwner(tx, { id: contactId, ...contact }, { agencyId, ...contact });
    }
  }
}

/**
 * Neutral words leave in the place of what waited. What another system asked for is followed by its id there: it cannot become
 * another message, and waits.
 */
async function exchange(tx: Ctx, waiting: readonly InDoubt[]): Promise<readonly InDoubt[]> {
  const ids = waiting.map(({ id }) => id);
  const copies = new Map((await copyMessages(tx, ids, (key) => `${key}:neutral`)).map((one) => [one.copyOf, one]));
  const ended = await endWaiting(tx, [...copies.keys()], 'expired', (id) => {
    return waiting.find((one) => one.id === id)?.because ?? 'stale';
  });
  const personal = waiting.filter(({ id }) => ended.some((one) => one.id === id));
  for (const { id, contactId, because } of personal) {
    const message = copies.get(id);
    const contact = { id: contactId, personId: message?.personId ?? '', doubt: because };
    if (message) await sendNeutral(tx, [{ message, contact }]);
  }
  const followed = waiting.filter(({ id }) => !copies.has(id));
  return [...personal, ...(await holdUntilConfirmed(tx, followed))];
}
