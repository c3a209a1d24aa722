import { z } from 'zod';
import { FATES } from '../store/messages.ts';

/** Most notifications in one call. */
export const MOST_IN_BATCH = 5_000;

const instant = z.iso.datetime({ offset: true });

/** What a system asks for. Unknown fields are refused: a typing error must not be lost. */
export const notificationInput = z
  .strictObject({
    externalId: z.string().min(1).max(100).describe("The caller's own id; sending it again changes nothing, for ever"),
    template: z.string().min(1).max(60).optional().describe('Short name of a template in force'),
    event: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe(
        'Instead of a template: what happened. The rules of the agency say what is sent, and on which channels',
      ),
    outcome: z.string().max(40).optional().describe('How it ended, where rules tell outcomes apart'),
    service: z.string().max(80).optional().describe('Short name of the service, for rules of its own and for counting'),
    to: z
      .strictObject({ mobile: z.string().min(8).max(30).optional(), email: z.string().min(6).max(120).optional() })
      .describe('One message for each address given'),
    values: z.record(z.string().max(40), z.string().max(2_000)).default({}),
    priority: z
      .enum(['code', 'transactional', 'bulk'])
      .default('transactional')
      .describe('Codes leave first and need a key for it; bulk leaves last'),
    sendAt: instant.optional().describe('Not before this moment, at most 90 days ahead'),
    expiresAt: instant.optional().describe('Not after this moment; the template may end earlier'),
    reference: z.string().max(100).optional().describe('Comes back in the status and in callbacks'),
  })
  .meta({ id: 'Notification' });
export type NotificationInput = z.infer<typeof notificationInput>;

const queuedMessage = z.object({
  id: z.uuid(),
  channel: z.enum(['sms', 'email']),
  template: z.string(),
  version: z.int(),
  segments: z.int().describe('Parts that the carrier will charge; 1 for a mail'),
  sendAt: z.string(),
  expiresAt: z.string(),
});

export const acceptedNotification = z
  .object({ externalId: z.string(), mode: z.enum(['test', 'team', 'live']), messages: z.array(queuedMessage) })
  .meta({ id: 'AcceptedNotification' });
export type AcceptedNotification = z.infer<typeof acceptedNotification>;

export const notificationSummary = z
  .object({
    id: z.uuid(),
    externalId: z.string(),
    reference: z.string().nullable(),
    channel: z.enum(['sms', 'email']),
    status: z.enum(FATES).describe('`uncertain`: it left us and no answer came'),
    possibleDuplicate: z.boolean(),
    template: z.string(),
    segments: z.int(),
    costMxn: z.string().describe('What carriers took so far, in pesos with four decimals'),
    createdAt: z.string(),
    sendAt: z.string(),
    expiresAt: z.string(),
    settledAt: z.string().nullable(),
  })
  .meta({ id: 'NotificationSummary' });
export type NotificationSummary = z.infer<typeof notificationSummary>;

export const notificationStatus = notificationSummary
  .extend({
    history: z.array(z.object({ at: z.string(), what: z.string(), part: z.int().nullable(), reason: z.string() })),
  })
  .meta({ id: 'NotificationStatus' });
export type NotificationStatus = z.infer<typeof notificationStatus>;

/** Which of its own messages a system wants to see. */
export const notificationFilter = z.strictObject({
  status: z.enum(FATES).optional(),
  channel: z.enum(['sms', 'email']).optional(),
  template: z.string().max(60).optional(),
  reference: z.string().max(100).optional().describe('As it was given when asking'),
  since: instant.optional().describe('Asked for at this moment or later'),
  until: instant.optional().describe('Asked for before this moment'),
  cursor: z.uuid().optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(500).default(100).describe('Most messages on a page'),
});
export type NotificationFilter = z.infer<typeof notificationFilter>;

export const notificationList = z
  .object({
    notifications: z.array(notificationSummary),
    next: z
      .uuid()
      .nullable()
      .describe('Cursor of the next page; null: that was all. A filtered page may be short or empty'),
  })
  .meta({ id: 'NotificationList' });
export type NotificationList = z.infer<typeof notificationList>;

export const problem = z
  .object({
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    code: z.string(),
    errors: z
      .array(z.object({ index: z.int(), externalId: z.string(), code: z.string(), detail: z.string() }))
      .optional()
      .describe('Up to a hundred things that are wrong, by position in the batch'),
  })
  .meta({ id: 'NotificationProblem' });
