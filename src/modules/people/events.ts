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

/** A contact that was in doubt is its person's after all, or somebody else's: by the answer to our question, or by a code. */
export const contactAnswered = defineEvent(
  'people.contact_answered',
  1,
  z.object({ contactId: z.uuid(), theirs: z.boolean() }),
);

/** Another telephone or mailbox took a contact's place, by folio, surname and a code to the new one. */
export const contactReplaced = defineEvent('people.contact_replaced', 1, z.object({ contactId: z.uuid() }));
