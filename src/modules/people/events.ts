import { z } from 'zod';
import { defineEvent } from '#platform/outbox/events.ts';

/** Somebody asked for a code. The payload has no code and no address: the sender opens them by `openVerification`. */
export const verificationRequested = defineEvent(
  'people.verification_requested',
  1,
  z.object({ verificationId: z.uuid(), channel: z.enum(['sms', 'email']), locale: z.enum(['es-MX', 'en']) }),
);

/** A code came back from its telephone or mailbox: somebody is there. The payload has no address. */
export const addressVerified = defineEvent(
  'people.address_verified',
  1,
  z.object({ verificationId: z.uuid(), purpose: z.enum(['add_channel', 'remove_channel', 'access']) }),
);

/** Two rows were found to be one person; whoever keeps the id of the merged one may now use the kept one. */
export const peopleMerged = defineEvent('people.merged', 1, z.object({ keptId: z.uuid(), mergedId: z.uuid() }));

/** That was a mistake: each id stands for its own person again. */
export const mergeUndone = defineEvent('people.merge_undone', 1, z.object({ keptId: z.uuid(), mergedId: z.uuid() }));

/** From now on a contact may no longer be its person's: what waits for it must not leave before they confirm it. */
export const contactDoubted = defineEvent('people.contact_doubted', 1, z.object({ contactId: z.uuid() }));

/** A contact ended: its person wants no more there, or it never was theirs. */
export const contactEnded = defineEvent(
  'people.contact_ended',
  1,
  z.object({ contactId: z.uuid(), because: z.enum(['withdrawn', 'not_theirs']) }),
);

/** A contact that was in doubt is its person's after all, by the answer to our question or by a code. */
export const contactAnswered = defineEvent(
  'people.contact_answered',
  1,
  // False in events of an earlier release, which had no `contactEnded`.
  z.object({ contactId: z.uuid(), theirs: z.boolean() }),
);

/** Another telephone or mailbox took a contact's place, by a code to the new one. */
export const contactReplaced = defineEvent(
  'people.contact_replaced',
  1,
  z.object({
    contactId: z.uuid(),
    /** The one that took its place; absent in events of an earlier release. */
    insteadId: z.uuid().optional(),
    /** Asked for by whoever knew a folio and a surname, while nothing spoke against the old one: it is to be told. */
    tellOld: z.boolean().default(true),
  }),
);
