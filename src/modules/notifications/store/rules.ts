import type { Ctx } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';
import type { Channel } from '#modules/people/index.ts';
import type { EncodingPolicy } from '../domain/sms/encoding.ts';

/** What to send on one channel. */
export interface Rule {
  readonly channel: Channel;
  readonly templateId: string;
  readonly version: number;
  readonly slug: string;
  readonly subject: string;
  readonly body: string;
  readonly policy: EncodingPolicy;
  readonly expiresHours: number;
  readonly urgent: boolean;
}

/**
 * What to send for an event with this outcome about this service, with the texts in force. On each channel the nearest
 * rule decides: of the service before the general one, of the outcome before any; a rule without a template is silent.
 */
export function rulesFor(
  db: Db,
  agencyId: string,
  event: string,
  outcome: string | null,
  service: string | null,
): Promise<Rule[]> {
  return db.named(
    'rules_for',
    `select r.channel, t.id as "templateId", t.version, t.slug, t.email_subject as subject, t.policy, t.expires_hours as "expiresHours",
       t.urgent_reason <> '' as urgent,
       case when r.channel = 'sms' then t.sms else t.email_text end as body
     from (select distinct on (channel) channel, template_slug from notifications.rules
       where agency_id = $1 and event = $2 and (outcome is null or outcome = $3) and (service is null or service = $4)
       order by channel, service nulls last, outcome nulls last) r
     join notifications.template_versions t on t.agency_id = $1 and t.slug = r.template_slug and t.status = 'active'
     where case when r.channel = 'sms' then t.sms else t.email_text end <> ''`,
    [agencyId, event, outcome, service],
  );
}

/** A rule as the administrator sees it. `template` null: nothing is sent. */
export interface RuleRow {
  readonly event: string;
  readonly outcome: string | null;
  readonly channel: Channel;
  readonly template: string | null;
}

/** The rules of one service, or the general ones (null). */
export function listRules(db: Db, agencyId: string, service: string | null): Promise<RuleRow[]> {
  return db.named(
    'rules_list',
    `select event, outcome, channel, template_slug as template from notifications.rules
     where agency_id = $1 and service is not distinct from $2 order by event, outcome, channel`,
    [agencyId, service],
  );
}

/** Whether an agency has a text, in whatever state, or a rule. */
export async function hasNotices(db: Db, agencyId: string): Promise<boolean> {
  const [row] = await db.named<{ any: boolean }>(
    'notices_any',
    `select exists (select from notifications.template_versions where agency_id = $1)
       or exists (select from notifications.rules where agency_id = $1) as any`,
    [agencyId],
  );
  return row?.any ?? false;
}

/** Services that have a rule of their own. */
export async function servicesWithRules(db: Db, agencyId: string): Promise<ReadonlySet<string>> {
  const rows = await db.named<{ service: string }>(
    'rules_services',
    'select distinct service from notifications.rules where agency_id = $1 and service is not null',
    [agencyId],
  );
  return new Set(rows.map(({ service }) => service));
}

/** Puts these in the place of all rules of a service, or of the general ones (null). */
export async function replaceRules(
  tx: Ctx,
  agencyId: string,
  service: string | null,
  rules: readonly RuleRow[],
): Promise<void> {
  await tx.db.named(
    'rules_clear',
    'delete from notifications.rules where agency_id = $1 and service is not distinct from $2',
    [agencyId, service],
  );
  for (const { event, outcome, channel, template } of rules) {
    await tx.db.named(
      'rule_insert',
      `insert into notifications.rules (id, agency_id, event, outcome, service, channel, template_slug)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [newId(), agencyId, event, outcome, service, channel, template],
    );
  }
}
