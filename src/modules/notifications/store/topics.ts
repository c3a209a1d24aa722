import type { Ctx } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';

import { actorLabel } from '#platform/permissions/actor.ts';

/** Something that one can stop receiving, or not. */
export interface Topic {
  readonly slug: string;
  readonly title: string;
  /** The word after BAJA, in lower case without accents. */
  readonly keyword: string;
  readonly mandatory: boolean;
  readonly legalBasis: string;
}

export function listTopics(db: Db, agencyId: string): Promise<Topic[]> {
  return db.named(
    'topics_list',
    `select slug, title, keyword, mandatory, legal_basis as "legalBasis" from notifications.topics
     where agency_id = $1 order by mandatory, title`,
    [agencyId],
  );
}

/** Adds a topic, or describes it anew. */
export async function putTopic(db: Db, agencyId: string, topic: Topic): Promise<void> {
  await db.named(
    'topic_put',
    `insert into notifications.topics (agency_id, slug, title, keyword, mandatory, legal_basis) values ($1, $2, $3, $4, $5, $6)
     on conflict (agency_id, slug) do update set title = excluded.title, keyword = excluded.keyword,
       mandatory = excluded.mandatory, legal_basis = excluded.legal_basis`,
    [agencyId, topic.slug, topic.title, topic.keyword, topic.mandatory, topic.legalBasis],
  );
}

/** Which topic each template is of; those that are not here are of the usual one. */
export async function topicsOfTemplates(db: Db, agencyId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db.named<{ template: string; topic: string }>(
    'topics_of_templates',
    'select template, topic from notifications.template_topics where agency_id = $1',
    [agencyId],
  );
  return new Map(rows.map(({ template, topic }) => [template, topic]));
}

/** Gives a template a topic. */
export async function putTemplateTopic(tx: Ctx, agencyId: string, template: string, topic: string): Promise<void> {
  await tx.db.named(
    'template_topic_put',
    `insert into notifications.template_topics (agency_id, template, topic, set_by, set_at) values ($1, $2, $3, $4, $5)
     on conflict (agency_id, template) do update set topic = excluded.topic, set_by = excluded.set_by, set_at = excluded.set_at`,
    [agencyId, template, topic, actorLabel(tx.actor), tx.clock.now()],
  );
}
