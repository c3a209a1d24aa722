import { randomInt } from 'node:crypto';
import type { Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import type { Channel } from './people.ts';

/** Long enough to find the telephone, short enough that a code read over a shoulder is soon worth nothing. */
export const CODE_MINUTES = 10;
/** Five tries at 10^6 codes: one chance in 200,000. */
export const CODE_ATTEMPTS = 5;

/** `add_channel` and `remove_channel` are about one person; `access` opens everything of an address. */
export type VerificationPurpose = 'add_channel' | 'remove_channel' | 'access';

export interface NewVerification {
  agencyId: string;
  personId: string | null;
  channel: Channel;
  /** Normalised: E.164, or a mail address in lower case. */
  address: string;
  purpose: VerificationPurpose;
}

const place = (field: string, id: string) => `people.verification.${field}.${id}`;
const codeIndex = (ctx: Ctx, code: string, id: string) => ctx.crypt.blindIndex(code, `people.code.${id}`);

/** Makes a code. One asked for earlier, for the same purpose and address, stops working: only the newest message counts. */
export async function insertVerification(tx: Ctx, wanted: NewVerification): Promise<string> {
  const id = newId();
  await replaceOpen(tx, wanted);
  const code = randomInt(1_000_000).toString().padStart(6, '0');
  const now = tx.clock.now();
  await tx.db.k
    .insertInto('people.verifications')
    .values({
      id,
      agency_id: wanted.agencyId,
      person_id: wanted.personId,
      channel: wanted.channel,
      address_sealed: tx.crypt.seal(wanted.address, place('address', id)),
      address_index: tx.crypt.blindIndex(wanted.address, `people.${wanted.channel}`),
      purpose: wanted.purpose,
      code_index: codeIndex(tx, code, id),
      code_sealed: tx.crypt.seal(code, place('code', id)),
      requested_at: now,
      expires_at: now.add({ minutes: CODE_MINUTES }),
      attempts_left: CODE_ATTEMPTS,
    })
    .execute();
  return id;
}

async function replaceOpen(tx: Ctx, { agencyId, personId, channel, address, purpose }: NewVerification): Promise<void> {
  await tx.db.k
    .updateTable('people.verifications')
    .set({ used_at: tx.clock.now(), code_sealed: null })
    .where('agency_id', '=', agencyId)
    .where('address_index', '=', tx.crypt.blindIndex(address, `people.${channel}`))
    .where('purpose', '=', purpose)
    .where('person_id', personId === null ? 'is' : '=', personId)
    .where('used_at', 'is', null)
    .execute();
}

/** A code that still works, in clear, for whoever sends it. */
export interface OpenVerification {
  readonly agencyId: string;
  readonly channel: Channel;
  readonly address: string;
  readonly purpose: VerificationPurpose;
  readonly code: string;
  readonly expiresAt: Temporal.Instant;
  /** How long a fresh code is good. */
  readonly minutes: number;
}

/** What the sender needs; nothing once the code has expired, was used or was replaced. */
export async function findUnusedVerification(ctx: Ctx, id: string): Promise<OpenVerification | undefined> {
  const row = await ctx.db.k
    .selectFrom('people.verifications')
    .select(['channel', 'address_sealed', 'code_sealed', 'agency_id', 'purpose', 'expires_at'])
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('attempts_left', '>', 0)
    .where('expires_at', '>', ctx.clock.now())
    .$narrowType<{ channel: Channel; purpose: VerificationPurpose }>()
    .executeTakeFirst();
  if (!row?.code_sealed) return undefined;
  return {
    channel: row.channel,
    agencyId: row.agency_id,
    purpose: row.purpose,
    expiresAt: row.expires_at,
    minutes: CODE_MINUTES,
    address: ctx.crypt.open(row.address_sealed, place('address', id)),
    code: ctx.crypt.open(row.code_sealed, place('code', id)),
  };
}

export interface TriedVerification {
  readonly id: string;
  readonly agencyId: string;
  readonly personId: string | null;
  readonly channel: Channel;
  readonly address: string;
  readonly addressIndex: string;
  readonly purpose: VerificationPurpose;
  readonly attemptsLeft: number;
  readonly right: boolean;
}

/** Spends one try, whatever comes of it: of many tries at once only as many count as are left. */
export async function spendAttempt(ctx: Ctx, id: string, code: string): Promise<TriedVerification | undefined> {
  const row = await ctx.db.k
    .updateTable('people.verifications')
    .set((current) => ({ attempts_left: current('attempts_left', '-', 1) }))
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', ctx.clock.now())
    .where('attempts_left', '>', 0)
    .returningAll()
    .$narrowType<{ channel: Channel; purpose: VerificationPurpose }>()
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    id,
    agencyId: row.agency_id,
    personId: row.person_id,
    channel: row.channel,
    address: ctx.crypt.open(row.address_sealed, place('address', id)),
    addressIndex: row.address_index,
    purpose: row.purpose,
    attemptsLeft: row.attempts_left,
    right: row.code_index === codeIndex(ctx, code, id),
  };
}

/** Uses the code up. False if somebody else was faster. */
export async function useUp(tx: Ctx, id: string): Promise<boolean> {
  const done = await tx.db.k
    .updateTable('people.verifications')
    .set({ used_at: tx.clock.now(), code_sealed: null })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Empties the codes that are past their time. Returns how many. */
export async function eraseExpiredCodes(ctx: Ctx): Promise<number> {
  const done = await ctx.db.k
    .updateTable('people.verifications')
    .set({ code_sealed: null })
    .where('expires_at', '<=', ctx.clock.now())
    .where('code_sealed', 'is not', null)
    .executeTakeFirst();
  return Number(done.numUpdatedRows);
}
