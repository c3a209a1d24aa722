import { z } from 'zod';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import type { NoticeKind } from '#platform/notices.ts';
import { authorizeNotices } from '../access.ts';
import type { TemplateContent } from '../domain/template.ts';
import { noticeRefusals } from '../errors.ts';
import { kindsOf } from '../sources.ts';
import { eventKindSchema } from '../store/event-kinds.ts';
import { listRules } from '../store/rules.ts';
import { insertVersion, lockTemplate } from '../store/templates.ts';
import { declareEvent } from './declare-event.ts';
import { saveRules } from './save-rules.ts';
import { saveTemplate } from './save-template.ts';
import { setPrice } from './set-price.ts';
import { submitTemplate } from './submit-template.ts';

/** Everything that an office needs to notify, as one file: no code (X3). */
export const configurationSchema = z.strictObject({
  events: z.array(eventKindSchema).default([]),
  templates: z
    .array(
      z.strictObject({
        slug: z
          .string()
          .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
          .max(60),
        name: z.string().min(3).max(80),
        event: z.string().max(100),
        sms: z.string().max(1_000),
        emailSubject: z.string().max(200),
        emailText: z.string().max(10_000),
        policy: z.enum(['fold', 'keep', 'shift']),
        expiresHours: z.int().min(1).max(720),
        urgentReason: z.string().max(300).default(''),
      }),
    )
    .default([]),
  rules: z
    .array(
      z.strictObject({
        event: z.string().max(100),
        outcome: z.string().max(40).nullable().default(null),
        channel: z.enum(['sms', 'email']),
        template: z.string().max(60).nullable(),
      }),
    )
    .default([]),
  prices: z
    .array(z.strictObject({ carrier: z.string().max(40), validFrom: z.iso.date(), pesos: z.number().min(0).max(100) }))
    .default([]),
});
export type NoticeConfiguration = z.infer<typeof configurationSchema>;

export interface Applied {
  readonly events: number;
  /** Short names of the texts that wait for the approval of a person now. */
  readonly submitted: readonly string[];
  /** Those that say what is in force, or waits, already. */
  readonly unchanged: readonly string[];
}

/**
 * Declares events, submits texts, sets rules and prices, all or nothing. Texts wait for a person's approval as any other;
 * applying the same file again changes nothing. Rules of events that the file does not name stay.
 */
export async function applyConfiguration(
  ctx: Ctx,
  modules: readonly NoticeKind[],
  input: { agencyId: string; configuration: NoticeConfiguration },
): Promise<Applied> {
  const { agencyId, configuration } = input;
  authorizeNotices(ctx, 'notifications.edit', agencyId);
  return transact(ctx, async (tx) => {
    for (const kind of configuration.events) await declareEvent(tx, modules, { agencyId, kind });
    const kinds = await kindsOf(tx.db, agencyId, modules);
    const submitted: string[] = [];
    const unchanged: string[] = [];
    for (const { slug, ...content } of configuration.templates) {
      if (!kinds.some(({ event }) => event.name === content.event)) throw new Refusal(noticeRefusals.unknownEvent);
      const changed = await applyTemplate(tx, kinds, agencyId, slug, content);
      (changed ? submitted : unchanged).push(slug);
    }
    if (configuration.rules.length > 0) {
      const named = new Set(configuration.rules.map(({ event }) => event));
      const kept = (await listRules(tx.db, agencyId, null)).filter(({ event }) => !named.has(event));
      await saveRules(tx, kinds, { agencyId, service: null, rules: [...kept, ...configuration.rules] });
    }
    for (const { carrier, validFrom, pesos } of configuration.prices) {
      const partMxnE4 = Math.round(pesos * 10_000);
      await setPrice(tx, { agencyId, carrier, validFrom: Temporal.PlainDate.from(validFrom), partMxnE4 });
    }
    return { events: configuration.events.length, submitted, unchanged };
  });
}

/** True if the text is new or another one. */
async function applyTemplate(
  tx: Ctx,
  kinds: readonly NoticeKind[],
  agencyId: string,
  slug: string,
  content: TemplateContent,
): Promise<boolean> {
  const versions = await lockTemplate(tx, agencyId, slug);
  const present =
    versions.find(({ status }) => status === 'submitted') ?? versions.find(({ status }) => status === 'active');
  if (present && isSame(present.content, content)) return false;
  if (versions.length === 0) await insertVersion(tx, agencyId, slug, { version: 1, content, status: 'draft' });
  else await saveTemplate(tx, { agencyId, slug, content });
  await submitTemplate(tx, kinds, { agencyId, slug });
  return true;
}

const isSame = (one: TemplateContent, other: TemplateContent): boolean =>
  (Object.keys(other) as (keyof TemplateContent)[]).every((key) => one[key] === other[key]);
