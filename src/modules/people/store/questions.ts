import type { Ctx } from '#platform/context.ts';
import type { Channel } from '../domain/channels.ts';

/** A link works for so long, and the same contact is asked no more often: each question costs money and patience. */
export const QUESTION_DAYS = 30;
const TOKEN_LENGTH = 16;

const indexOf = (ctx: Pick<Ctx, 'crypt'>, token: string) => ctx.crypt.blindIndex(token, 'people.question');

/**
 * The word of the link, made from what is on record and our key: nobody who reads tables, evidence or screens finds it, for
 * it stands nowhere but in the message that left.
 */
const tokenOf = (ctx: Pick<Ctx, 'crypt'>, contactId: string, askedAt: Temporal.Instant): string =>
  ctx.crypt.blindIndex(`${contactId} ${askedAt.epochMilliseconds}`, 'people.question.token').slice(0, TOKEN_LENGTH);

/** Notes that the owner of a doubtful contact is asked now. False: they were asked lately, or there is no doubt left. */
export async function askContact(tx: Ctx, contactId: string): Promise<boolean> {
  // The moment is part of the word, and is read back in milliseconds.
  const now = Temporal.Instant.fromEpochMilliseconds(tx.clock.now().epochMilliseconds);
  const rows = await tx.db.named(
    'contact_ask',
    `update people.contact_points set asked_at = $2, asked_index = $3
     where id = $1 and withdrawn_at is null and doubted_at is not null and (asked_at is null or asked_at < $4) returning id`,
    [contactId, now, indexOf(tx, tokenOf(tx, contactId, now)), now.subtract({ hours: 24 * QUESTION_DAYS })],
  );
  return rows.length > 0;
}

/** The word of the link that is to go to this contact now; undefined when there is nothing left to ask. */
export async function findQuestionToken(ctx: Ctx, contactId: string): Promise<string | undefined> {
  const [row] = await ctx.db.named<{ askedAt: Temporal.Instant }>(
    'contact_question_token',
    `select asked_at as "askedAt" from people.contact_points
     where id = $1 and withdrawn_at is null and doubted_at is not null and asked_at is not null`,
    [contactId],
  );
  return row && tokenOf(ctx, contactId, row.askedAt);
}

export interface OpenQuestion {
  readonly contactId: string;
  readonly agencyId: string;
  readonly personId: string;
  readonly channel: Channel;
  readonly address: string;
  readonly addressIndex: string;
}

/** What a link asks about; undefined when it was answered, is too old or was never ours. */
export async function findOpenQuestion(ctx: Ctx, token: string): Promise<OpenQuestion | undefined> {
  const [row] = await ctx.db.named<Omit<OpenQuestion, 'address'> & { sealed: string }>(
    'contact_question',
    `select id as "contactId", agency_id as "agencyId", person_id as "personId", channel, address_sealed as sealed,
       address_index as "addressIndex"
     from people.contact_points where asked_index = $1 and asked_at > $2 and withdrawn_at is null and doubted_at is not null`,
    [indexOf(ctx, token), ctx.clock.now().subtract({ hours: 24 * QUESTION_DAYS })],
  );
  if (!row) return undefined;
  const { sealed, ...question } = row;
  return { ...question, address: ctx.crypt.open(sealed, `people.address.${row.contactId}`) };
}
