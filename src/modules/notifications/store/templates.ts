import type { Selectable } from 'kysely';
import type { Ctx } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import type { Tables } from '#platform/db/tables/index.ts';
import { newId } from '#platform/ids.ts';
import { actorLabel } from '#platform/permissions/actor.ts';
import type { Channel } from '#modules/people/index.ts';
import type { EncodingPolicy } from '../domain/sms/encoding.ts';
import type { TemplateContent, TemplateStatus } from '../domain/template.ts';

export interface TemplateVersion {
  readonly id: string;
  readonly slug: string;
  readonly version: number;
  readonly content: TemplateContent;
  readonly status: TemplateStatus;
  /** Everybody who wrote it, as `actorLabel` names them: none of them may approve it. */
  readonly writers: readonly string[];
  readonly savedAt: Temporal.Instant;
  readonly decidedBy: string | null;
  readonly decidedAt: Temporal.Instant | null;
  readonly decisionNote: string;
  /** The version that this one brought back. */
  readonly restores: number | null;
}

type Row = Selectable<Tables['notifications.template_versions']>;

const read = (row: Row): TemplateVersion => ({
  id: row.id,
  slug: row.slug,
  version: row.version,
  content: {
    name: row.name,
    event: row.event ?? '',
    sms: row.sms,
    emailSubject: row.email_subject,
    emailText: row.email_text,
    policy: row.policy as EncodingPolicy,
    expiresHours: row.expires_hours,
    urgentReason: row.urgent_reason,
  },
  status: row.status as TemplateStatus,
  writers: row.writers,
  savedAt: row.saved_at,
  decidedBy: row.decided_by,
  decidedAt: row.decided_at,
  decisionNote: row.decision_note,
  restores: row.restores,
});

const columns = (content: TemplateContent) => ({
  name: content.name,
  event: content.event === '' ? null : content.event,
  sms: content.sms,
  email_subject: content.emailSubject,
  email_text: content.emailText,
  policy: content.policy,
  expires_hours: content.expiresHours,
  urgent_reason: content.urgentReason,
});

/** The versions of a template, the newest first; empty when there is no such template. */
export async function listVersions(db: Db, agencyId: string, slug: string): Promise<TemplateVersion[]> {
  const rows = await db.k
    .selectFrom('notifications.template_versions')
    .selectAll()
    .where('agency_id', '=', agencyId)
    .where('slug', '=', slug)
    .orderBy('version', 'desc')
    .limit(100)
    .execute();
  return rows.map(read);
}

/** What is in force and what is at work, of every template of an agency, by name. */
export async function listTemplates(db: Db, agencyId: string): Promise<TemplateVersion[]> {
  const rows = await db.k
    .selectFrom('notifications.template_versions')
    .selectAll()
    .where('agency_id', '=', agencyId)
    .where('status', 'in', ['active', 'draft', 'submitted'])
    .orderBy('name')
    .orderBy('version', 'desc')
    .execute();
  return rows.map(read);
}

/** Holds all versions of a template until the end of the transaction; two writers take turns. */
export async function lockTemplate(tx: Ctx, agencyId: string, slug: string): Promise<TemplateVersion[]> {
  await tx.db.k
    .selectFrom('notifications.template_versions')
    .select('id')
    .where('agency_id', '=', agencyId)
    .where('slug', '=', slug)
    .orderBy('version')
    .forUpdate()
    .execute();
  return listVersions(tx.db, agencyId, slug);
}

/** A new version: a draft, or one that is in force at once (seeds, and versions that were approved before). */
export async function insertVersion(
  tx: Ctx,
  agencyId: string,
  slug: string,
  entry: { version: number; content: TemplateContent; status: 'draft' | 'active'; restores?: number },
): Promise<void> {
  const who = actorLabel(tx.actor);
  const now = tx.clock.now();
  await tx.db.k
    .insertInto('notifications.template_versions')
    .values({
      id: newId(),
      agency_id: agencyId,
      slug,
      version: entry.version,
      ...columns(entry.content),
      status: entry.status,
      writers: [who],
      saved_at: now,
      restores: entry.restores ?? null,
      ...(entry.status === 'active' && { decided_by: who, decided_at: now }),
    })
    .execute();
}

/** Writes over a draft; one that waits for approval becomes a draft again. */
export async function updateDraft(tx: Ctx, draft: TemplateVersion, content: TemplateContent): Promise<void> {
  await tx.db.k
    .updateTable('notifications.template_versions')
    .set({
      ...columns(content),
      status: 'draft',
      submitted_at: null,
      saved_at: tx.clock.now(),
      writers: [...new Set([...draft.writers, actorLabel(tx.actor)])],
    })
    .where('id', '=', draft.id)
    .execute();
}

/** Whoever submits a text stands for its words as a writer does, also for words that came with the program. */
export async function markSubmitted(tx: Ctx, draft: TemplateVersion): Promise<void> {
  const writers = [...new Set([...draft.writers, actorLabel(tx.actor)])];
  await tx.db.k
    .updateTable('notifications.template_versions')
    .set({ status: 'submitted', submitted_at: tx.clock.now(), writers })
    .where('id', '=', draft.id)
    .execute();
}

/** What was in force until now stays in the history. */
export async function retireActive(tx: Ctx, agencyId: string, slug: string): Promise<void> {
  await tx.db.k
    .updateTable('notifications.template_versions')
    .set({ status: 'retired' })
    .where('agency_id', '=', agencyId)
    .where('slug', '=', slug)
    .where('status', '=', 'active')
    .execute();
}

export async function markDecided(tx: Ctx, id: string, status: 'active' | 'rejected', note: string): Promise<void> {
  await tx.db.k
    .updateTable('notifications.template_versions')
    .set({ status, decision_note: note, decided_by: actorLabel(tx.actor), decided_at: tx.clock.now() })
    .where('id', '=', id)
    .execute();
}

/** A text in force on one channel, as rules give it too. */
export interface TextInForce {
  readonly channel: Channel;
  readonly templateId: string;
  readonly version: number;
  readonly slug: string;
  readonly event: string | null;
  readonly subject: string;
  readonly body: string;
  readonly policy: EncodingPolicy;
  readonly expiresHours: number;
  readonly urgent: boolean;
}

/** One row for each channel that has a text. `$1` is the agency. */
const textsWhere = (which: string): string =>
  `select c.channel, t.id as "templateId", t.version, t.slug, t.event, t.email_subject as subject, t.policy,
       t.expires_hours as "expiresHours", t.urgent_reason <> '' as urgent, case when c.channel = 'sms' then t.sms else t.email_text end as body
   from notifications.template_versions t cross join (values ('sms'), ('email')) c (channel)
   where t.agency_id = $1 and ${which} and case when c.channel = 'sms' then t.sms else t.email_text end <> ''`;

/** The texts in force of these templates. */
export function textsInForce(db: Db, agencyId: string, slugs: readonly string[]): Promise<TextInForce[]> {
  return db.named('texts_in_force', textsWhere(`t.slug = any($2) and t.status = 'active'`), [agencyId, [...slugs]]);
}

/** The texts of one version, in force or not any more. */
export function textsOfVersion(db: Db, agencyId: string, slug: string, version: number): Promise<TextInForce[]> {
  return db.named('texts_of_version', textsWhere('t.slug = $2 and t.version = $3'), [agencyId, slug, version]);
}
