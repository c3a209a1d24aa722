import type { Ctx } from '#platform/context.ts';
import { endWaiting } from './end-waiting.ts';
import { place } from './messages.ts';

const BATCH = 500;

/**
 * Which messages: about a thing, to people, or all of an agency that are about no procedure (asked for by other systems,
 * mailings, answers) and were made before an instant: nothing tells when what they were about came to its end.
 */
export type WhichNotices =
  | { readonly subject: { readonly type: string; readonly id: string } }
  | { readonly personIds: readonly string[] }
  | { readonly agencyId: string; readonly madeBefore: Temporal.Instant };

interface Row {
  readonly id: string;
  readonly addressSealed: string;
  readonly bodySealed: string;
  readonly subjectLine: string;
}

/**
 * Empties text and address of messages that do not wait (one in hand leaves, but is not tried again); a keyed hash of both stays as proof. That a message
 * was sent, when, and what became of it is evidence and stays. Returns how many.
 */
export async function eraseContents(tx: Ctx, which: WhichNotices): Promise<number> {
  const { name, condition, values } = wherePart(which);
  let erased = 0;
  for (;;) {
    const rows = await tx.db.named<Row>(
      `messages_to_erase_${name}`,
      `select id, address_sealed as "addressSealed", body_sealed as "bodySealed", subject_line as "subjectLine"
       from notifications.messages
       where ${condition} and erased_at is null and body_sealed <> ''
         and status <> 'queued' order by id limit ${BATCH} for update`,
      values,
    );
    await tx.db.named(
      'messages_erase',
      `update notifications.messages m set address_sealed = '', body_sealed = '', subject_line = '', address_index = null, salt = null,
         erased_at = $3, content_proof = given.proof
       from unnest($1::uuid[], $2::text[]) as given (id, proof) where m.id = given.id`,
      [rows.map(({ id }) => id), rows.map((row) => proofOf(tx, row)), tx.clock.now()],
    );
    erased += rows.length;
    if (rows.length < BATCH) return erased;
  }
}

/** True while a message about this thing has not left: it has to keep its contents until then. */
export async function anyWaitingAbout(ctx: Ctx, subject: { type: string; id: string }): Promise<boolean> {
  const rows = await ctx.db.named(
    'messages_waiting_about',
    `select from notifications.messages where subject_type = $1 and subject_id = $2 and status = 'queued' limit 1`,
    [subject.type, subject.id],
  );
  return rows.length > 0;
}

function wherePart(which: WhichNotices): { name: string; condition: string; values: unknown[] } {
  if ('subject' in which) {
    const { type, id } = which.subject;
    return { name: 'subject', condition: 'subject_type = $1 and subject_id = $2', values: [type, id] };
  }
  if ('personIds' in which) {
    return { name: 'people', condition: 'person_id = any($1)', values: [[...which.personIds]] };
  }
  const condition = `agency_id = $1 and created_at < $2 and subject_type not in ('procedure', 'verification')`;
  return { name: 'age', condition, values: [which.agencyId, which.madeBefore] };
}

/** What a message said and to whom, as a keyed hash; empty for one that was emptied before. */
function proofOf(tx: Ctx, { id, addressSealed, bodySealed, subjectLine }: Row): string {
  if (addressSealed === '' || bodySealed === '') return '';
  const [address, body] = [
    tx.crypt.open(addressSealed, place('address', id)),
    tx.crypt.open(bodySealed, place('body', id)),
  ];
  return contentProof(tx, { address, subjectLine, body });
}

/** The proof that an erased message would have for this content. */
export function contentProof(
  ctx: Pick<Ctx, 'crypt'>,
  content: { address: string; subjectLine: string; body: string },
): string {
  return ctx.crypt.blindIndex(
    JSON.stringify([content.address, content.subjectLine, content.body]),
    'notifications.content',
  );
}

/** Messages to these people that have not left stay here: they want none any more. Returns how many. */
export async function stopWaiting(tx: Ctx, personIds: readonly string[], reason: string): Promise<number> {
  const rows = await tx.db.named<{ id: string }>(
    'messages_waiting_of',
    `select id from notifications.messages where person_id = any($1) and status = 'queued'`,
    [[...personIds]],
  );
  const stopped = await endWaiting(
    tx,
    rows.map(({ id }) => id),
    'suppressed',
    () => reason,
  );
  return stopped.length;
}
