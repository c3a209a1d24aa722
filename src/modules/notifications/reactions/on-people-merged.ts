import type { Ctx } from '#platform/context.ts';
import { reactTo } from '#platform/outbox/subscriber.ts';
import { findAllIds, loadContactPoints } from '#modules/people/index.ts';
import { mergeUndone, peopleMerged } from '#modules/people/events.ts';
import { copyMessages } from '../store/copy-messages.ts';
import { endWaiting } from '../store/end-waiting.ts';
import { findAstray, holdForOwnContacts } from '../store/held.ts';
import { queueNotices, wayTo } from './confirm-first.ts';

/**
 * Two records became one: what waits for a contact that the merge ended goes where the person is told now, or stays here
 * when one of the two had given the channel up.
 */
export const onPeopleMerged = reactTo('notifications.merged', peopleMerged, (tx, { id, payload }) =>
  follow(tx, payload, id, { moved: 'replaced', left: 'opt_out' }),
);

/** They were two people after all: what waits about one of them must not leave for the other. */
export const onMergeUndone = reactTo('notifications.merge-undone', mergeUndone, (tx, { id, payload }) =>
  follow(tx, payload, id, { moved: 'otherPerson', left: 'otherPerson' }),
);

/** `because`: reasons for the evidence of what goes elsewhere, and of what goes nowhere. */
async function follow(
  tx: Ctx,
  { keptId, mergedId }: { readonly keptId: string; readonly mergedId: string },
  eventId: string,
  because: { readonly moved: string; readonly left: string },
): Promise<void> {
  const personIds = [...new Set([...(await findAllIds(tx, keptId)), ...(await findAllIds(tx, mergedId))])];
  await holdForOwnContacts(tx, personIds);
  const astray = await findAstray(tx, personIds);
  if (astray.length === 0) return;
  const contacts = await loadContactPoints(tx, personIds);
  const now = tx.clock.now();
  const moved = (await copyMessages(tx, astray, (key) => `${key}:${eventId}`)).flatMap((message) => {
    const contact = wayTo(contacts.get(message.personId ?? '') ?? [], message.channel);
    const late = Temporal.Instant.compare(message.expiresAt, now) <= 0;
    return contact && !late ? [{ message: { ...message, address: contact.address }, contact }] : [];
  });
  const goes = new Set(moved.map(({ message }) => message.copyOf));
  const ended = [
    ...(await endWaiting(tx, [...goes], 'expired', () => because.moved)),
    ...(await endWaiting(
      tx,
      astray.filter((id) => !goes.has(id)),
      because.left === 'opt_out' ? 'suppressed' : 'expired',
      () => because.left,
    )),
  ];
  // What a sender claimed meanwhile has left.
  const stayed = new Set(ended.map(({ id }) => id));
  await queueNotices(
    tx,
    moved.filter(({ message }) => stayed.has(message.copyOf)),
  );
}
