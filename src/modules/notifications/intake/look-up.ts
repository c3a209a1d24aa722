import type { Db } from '#platform/db/db.ts';
import type { NoticeKind } from '#platform/notices.ts';
import { listEventKinds } from '../store/event-kinds.ts';
import { textsInForce, type TextInForce } from '../store/templates.ts';
import { Batcher } from '../worker/batcher.ts';

/** What an agency has to tell, and in which words. */
export interface InForce {
  /** Events that it declared itself. */
  readonly declared: readonly NoticeKind[];
  readonly texts: readonly TextInForce[];
}

interface Question {
  readonly agencyId: string;
  readonly slugs: readonly string[];
  found?: InForce;
}

const MOST = 500;
const batchers = new WeakMap<object, Batcher<Question>>();

/**
 * The texts in force of these templates and the events of the agency. Callers of the same moment share one look, which begins
 * after all of them have asked: a thousand at once do not wait for a thousand connections, and none sees what was before.
 */
export async function lookUp(db: Db, agencyId: string, slugs: readonly string[]): Promise<InForce> {
  // What a transaction sees is its own.
  if (db.inTransaction) return look(db, agencyId, slugs);
  const question: Question = { agencyId, slugs };
  await batcherOf(db).add(question);
  if (!question.found) throw new Error('a question was not answered');
  return question.found;
}

function batcherOf(db: Db): Batcher<Question> {
  let batcher = batchers.get(db.identity);
  if (!batcher) {
    batcher = new Batcher((questions) => answer(db, questions), MOST);
    batchers.set(db.identity, batcher);
  }
  return batcher;
}

async function answer(db: Db, questions: readonly Question[]): Promise<void> {
  const alike = Map.groupBy(questions, ({ agencyId, slugs }) => JSON.stringify([agencyId, ...slugs]));
  await Promise.all(
    [...alike.values()].map(async (asked) => {
      const [first] = asked;
      const found = first && (await look(db, first.agencyId, first.slugs));
      for (const question of asked) if (found) question.found = found;
    }),
  );
}

async function look(db: Db, agencyId: string, slugs: readonly string[]): Promise<InForce> {
  const [declared, texts] = await Promise.all([
    listEventKinds(db, agencyId),
    slugs.length === 0 ? [] : textsInForce(db, agencyId, slugs),
  ]);
  return { declared, texts };
}
