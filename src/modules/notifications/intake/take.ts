import { systemContext, transact, type Ctx, type Services } from '#platform/context.ts';
import { anyDoubts, findDoubtsAt } from '#modules/people/index.ts';
import { confirmFirst, type DoubtfulNotice } from '../reactions/confirm-first.ts';
import { LANES } from '../store/messages.ts';
import { queueMessages, type NewMessage } from '../store/queue-messages.ts';
import { findRequests, insertRequests, requestKey, type StoredRequest } from '../store/requests.ts';
import { addressIndexOf } from '../store/suppressions.ts';
import { Batcher } from '../worker/batcher.ts';
import type { PreparedRequest } from './prepare.ts';

/** Positions whose id came before with other content; the whole submission is then refused. */
export type Taken =
  | { readonly ok: true; readonly answers: readonly string[] }
  | { readonly ok: false; readonly otherContent: readonly number[] };

interface Submission {
  readonly requests: readonly PreparedRequest[];
  taken?: Taken;
}

/** Larger ones have a transaction of their own. */
const MOST_TO_SHARE = 50;
const MOST_SUBMISSIONS = 200;

const batchers = new WeakMap<object, Batcher<Submission>>();

/**
 * Writes requests down durably, once each, and returns what each was answered (now or the first time), as JSON. Small
 * submissions that come at the same moment share one transaction, so that one flush to disk serves many callers.
 */
export async function takeRequests(services: Services, requests: readonly PreparedRequest[]): Promise<Taken> {
  const submission: Submission = { requests };
  if (requests.length > MOST_TO_SHARE) await takeAll(services, [submission]);
  else await batcherOf(services).add(submission);
  if (!submission.taken) throw new Error('a submission was neither taken nor refused');
  return submission.taken;
}

function batcherOf(services: Services): Batcher<Submission> {
  let batcher = batchers.get(services.db.identity);
  if (!batcher) {
    batcher = new Batcher((submissions) => takeAll(services, submissions), MOST_SUBMISSIONS);
    batchers.set(services.db.identity, batcher);
  }
  return batcher;
}

/** Thrown to undo a transaction in which one of several submissions turned out to be refused. */
class Again extends Error {}

async function takeAll(services: Services, submissions: readonly Submission[]): Promise<void> {
  const ctx = systemContext(services, 'notifications.intake', 'intake');
  for (;;) {
    const open = submissions.filter(({ taken }) => taken?.ok !== false);
    try {
      return await transact(ctx, (tx) => write(tx, open));
    } catch (error) {
      if (!(error instanceof Again)) throw error;
    }
  }
}

/** As `takeRequests`, within a transaction of the caller. */
export async function takeWithin(tx: Ctx, requests: readonly PreparedRequest[]): Promise<Taken> {
  const submission: Submission = { requests };
  await write(tx, [submission]);
  if (!submission.taken) throw new Error('a submission was neither taken nor refused');
  return submission.taken;
}

/** A request as it will be stored, with its key. */
interface Entry {
  readonly key: string;
  readonly row: StoredRequest;
  readonly messages: PreparedRequest['messages'];
}

async function write(tx: Ctx, submissions: readonly Submission[]): Promise<void> {
  const first = new Map<string, Entry>();
  const asked = submissions.map(({ requests }) =>
    requests.map((request) => {
      const key = requestKey(request);
      if (!first.has(key)) first.set(key, { key, row: rowOf(request), messages: request.messages });
      return { key, contentHash: request.contentHash };
    }),
  );
  // In one order, so that two transactions with the same ids wait for each other instead of blocking each other.
  const entries = [...first.values()].toSorted((one, other) => (one.key < other.key ? -1 : 1));
  const rows = entries.map(({ row }) => row);
  const stored = new Map(entries.map(({ key, row }) => [key, row]));
  let fresh = entries;
  if ((await insertRequests(tx, rows)) < rows.length) {
    for (const [key, row] of await findRequests(tx, rows)) stored.set(key, row);
    // An answer names the ids of its messages, so that no two are alike but those without any.
    fresh = entries.filter(({ key, row }) => stored.get(key)?.answer === row.answer);
  }
  const freshKeys = new Set(fresh.map(({ key }) => key));
  let again = false;
  for (const [position, submission] of submissions.entries()) {
    const own = asked[position] ?? [];
    submission.taken = judge(own, stored);
    // Its other ids are in this transaction already.
    if (!submission.taken.ok && own.some(({ key }) => freshKeys.has(key))) again = true;
  }
  if (again) throw new Again();
  const { sure, doubtful } = await tellApart(
    tx,
    fresh.flatMap(({ messages }) => messages),
  );
  await queueMessages(tx, sure);
  if (doubtful.length > 0) await confirmFirst(tx, doubtful);
}

/** Codes go on: whoever asked for one waits for it. What is only tried goes nowhere. */
async function tellApart(
  tx: Ctx,
  messages: readonly NewMessage[],
): Promise<{ sure: readonly NewMessage[]; doubtful: DoubtfulNotice[] }> {
  const agencies = new Set(messages.map(({ agencyId }) => agencyId));
  const withDoubts = new Set<string>();
  for (const agencyId of agencies) if (await anyDoubts(tx, agencyId)) withDoubts.add(agencyId);
  if (withDoubts.size === 0) return { sure: messages, doubtful: [] };
  const places = messages.map(({ agencyId, channel, address }) => {
    return { agencyId, channel, addressIndex: addressIndexOf(tx, channel, address) };
  });
  const doubts = await findDoubtsAt(tx, places);
  const doubtful: DoubtfulNotice[] = [];
  const sure = messages.filter((message, position) => {
    const doubt = doubts.get(position);
    if (!doubt || message.lane === LANES.code || message.simulated) return true;
    const { contactId: id, personId, because } = doubt;
    doubtful.push({ message, contact: { id, personId, doubt: because } });
    return false;
  });
  return { sure, doubtful };
}

const rowOf = ({ agencyId, system, mode, externalId, contentHash, answer }: PreparedRequest): StoredRequest => ({
  agencyId,
  system,
  mode,
  externalId,
  contentHash,
  answer: JSON.stringify(answer),
});

function judge(
  asked: readonly { readonly key: string; readonly contentHash: string }[],
  stored: ReadonlyMap<string, StoredRequest>,
): Taken {
  const otherContent: number[] = [];
  const answers = asked.map(({ key, contentHash }, position) => {
    const known = stored.get(key);
    if (known?.contentHash !== contentHash) otherContent.push(position);
    return known?.answer ?? '';
  });
  return otherContent.length > 0 ? { ok: false, otherContent } : { ok: true, answers };
}
