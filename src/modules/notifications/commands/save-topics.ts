import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { authorizeNotices } from '../access.ts';
import { noticeRefusals } from '../errors.ts';
import { USUAL_TOPIC } from '../store/suppressions.ts';
import { listTemplates } from '../store/templates.ts';
import { listTopics, putTemplateTopic, putTopic, topicsOfTemplates } from '../store/topics.ts';

export interface NewTopic {
  readonly agencyId: string;
  readonly title: string;
  /** What people write after BAJA, in any spelling. */
  readonly keyword: string;
  /** The rule that makes it mandatory; empty: one can stop it. */
  readonly legalBasis: string;
}

const SHORTEST_BASIS = 10;
const plain = (word: string): string =>
  word
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

/**
 * Adds a topic. One that nobody can stop takes away a right: who approves texts decides it, with the article that says so.
 * Errors: `topicUnfit`, `topicTaken`.
 */
export async function createTopic(ctx: Ctx, wanted: NewTopic): Promise<void> {
  const { agencyId } = wanted;
  const legalBasis = wanted.legalBasis.trim();
  const mandatory = legalBasis !== '';
  authorizeNotices(ctx, mandatory ? 'notifications.approve' : 'notifications.edit', agencyId);
  const [title, keyword] = [wanted.title.trim(), plain(wanted.keyword)];
  if (title.length < 3 || keyword.length < 3 || (mandatory && legalBasis.length < SHORTEST_BASIS)) {
    throw new Refusal(noticeRefusals.topicUnfit);
  }
  await transact(ctx, async (tx) => {
    const known = await listTopics(tx.db, agencyId);
    if (known.some((topic) => topic.slug === keyword || topic.keyword === keyword || topic.title === title)) {
      throw new Refusal(noticeRefusals.topicTaken);
    }
    await putTopic(tx.db, agencyId, { slug: keyword, title, keyword, mandatory, legalBasis });
    await recordAudit(tx, {
      action: mandatory ? 'notifications.approve' : 'notifications.edit',
      entityType: 'topic',
      entityId: keyword,
      agencyId,
      detail: { mandatory, legalBasis },
    });
  });
}

/** Gives a template a topic; into or out of a mandatory one only who approves texts may. Error: `unknownTopic`. */
export async function assignTopic(
  ctx: Ctx,
  { agencyId, template, topic }: { agencyId: string; template: string; topic: string },
): Promise<void> {
  authorizeNotices(ctx, 'notifications.read', agencyId);
  await transact(ctx, async (tx) => {
    const topics = new Map((await listTopics(tx.db, agencyId)).map((one) => [one.slug, one]));
    const before = (await topicsOfTemplates(tx.db, agencyId)).get(template) ?? USUAL_TOPIC;
    const isKnown = (await listTemplates(tx.db, agencyId)).some(({ slug }) => slug === template);
    const wanted = topics.get(topic);
    const decides = wanted?.mandatory || topics.get(before)?.mandatory;
    authorizeNotices(tx, decides ? 'notifications.approve' : 'notifications.edit', agencyId);
    if (!wanted || !isKnown) throw new Refusal(noticeRefusals.unknownTopic);
    if (before === topic) return;
    await putTemplateTopic(tx, agencyId, template, topic);
    await recordAudit(tx, {
      action: decides ? 'notifications.approve' : 'notifications.edit',
      entityType: 'template',
      entityId: template,
      agencyId,
      detail: { topic, before },
    });
  });
}
