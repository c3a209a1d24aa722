import type { Insertable } from 'kysely';
import type { Db } from '#platform/db/db.ts';
import type { Tables } from '#platform/db/tables/index.ts';
import type { Channel } from '#modules/people/index.ts';

export interface Rule {
  readonly channel: Channel;
  readonly templateId: string;
  readonly slug: string;
  readonly subject: string;
  readonly body: string;
}

/** What to send for an event with this outcome: the active rules with the newest version of their texts. */
export function rulesFor(db: Db, agencyId: string, event: string, outcome: string | null): Promise<Rule[]> {
  return db.named(
    'rules_for',
    `select distinct on (r.id) r.channel, t.id as "templateId", t.slug, t.subject, t.body
     from notifications.rules r join notifications.templates t
       on t.agency_id = r.agency_id and t.slug = r.template_slug and t.channel = r.channel
     where r.agency_id = $1 and r.event = $2 and r.active and (r.outcome is null or r.outcome = $3)
     order by r.id, t.version desc`,
    [agencyId, event, outcome],
  );
}

export async function insertTemplate(db: Db, template: Insertable<Tables['notifications.templates']>): Promise<void> {
  await db.k.insertInto('notifications.templates').values(template).execute();
}

export async function insertRule(db: Db, rule: Insertable<Tables['notifications.rules']>): Promise<void> {
  await db.k.insertInto('notifications.rules').values(rule).execute();
}
