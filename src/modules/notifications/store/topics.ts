import type { Db } from '#platform/db/db.ts';

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
