import type { Ctx } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';
import { actorLabel } from '#platform/permissions/actor.ts';

/** Heard by the screens that list mailings: one of them moved on. */
export const MAILINGS_TOPIC = 'mailings';

export const MAILING_STATES = ['checking', 'checked', 'sending', 'done', 'cancelled'] as const;
export type MailingState = (typeof MAILING_STATES)[number];
export const VERDICTS = ['valid', 'suppressed', 'wrong'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A list of people to whom one template goes. */
export interface Mailing {
  readonly id: string;
  readonly agencyId: string;
  readonly unitId: string;
  /** Name of the file. */
  readonly name: string;
  readonly template: string;
  /** What was in force when the rows were checked. */
  readonly templateVersion: number;
  readonly sendAt: Temporal.Instant | null;
  readonly state: MailingState;
  /** Columns that were understood, and those that were not. */
  readonly columns: readonly string[];
  readonly ignored: readonly string[];
  readonly totalRows: number;
  readonly doneRows: number;
  readonly createdAt: Temporal.Instant;
}

/** What one row gives: addresses as written and values by variable. */
export interface RowInput {
  readonly to: { readonly mobile?: string; readonly email?: string };
  readonly values: Readonly<Record<string, string>>;
}

export interface MailingRow {
  readonly number: number;
  readonly input: RowInput;
}

const COLUMNS = `id, agency_id as "agencyId", unit_id as "unitId", name, template, template_version as "templateVersion",
  send_at as "sendAt", state, columns, ignored, total_rows as "totalRows", done_rows as "doneRows", created_at as "createdAt"`;
const place = (mailingId: string, number: number) => `notifications.mailing_rows.input.${mailingId}.${number}`;
const ROWS_AT_ONCE = 1_000;

export async function insertMailing(
  tx: Ctx,
  mailing: Omit<Mailing, 'id' | 'state' | 'totalRows' | 'doneRows' | 'createdAt'>,
  rows: readonly RowInput[],
): Promise<string> {
  const id = newId();
  await tx.db.named(
    'mailing_insert',
    `insert into notifications.mailings (id, agency_id, unit_id, name, template, template_version, send_at, state, columns,
       ignored, total_rows, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'checking', $8, $9, $10, $11, $12)`,
    [
      id,
      mailing.agencyId,
      mailing.unitId,
      mailing.name,
      mailing.template,
      mailing.templateVersion,
      mailing.sendAt,
      [...mailing.columns],
      [...mailing.ignored],
      rows.length,
      actorLabel(tx.actor),
      tx.clock.now(),
    ],
  );
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const some = rows.slice(from, from + ROWS_AT_ONCE).map((input, turn) => ({ input, number: from + turn + 1 }));
    await tx.db.named(
      'mailing_rows_insert',
      `insert into notifications.mailing_rows (mailing_id, agency_id, number, input_sealed)
       select $1, $2, number, sealed from unnest($3::int[], $4::text[]) as new (number, sealed)`,
      [
        id,
        mailing.agencyId,
        some.map(({ number }) => number),
        some.map(({ input, number }) => tx.crypt.seal(JSON.stringify(input), place(id, number))),
      ],
    );
  }
  return id;
}

/** Locked until the end of the transaction: one worker at a time goes on with it. */
export async function lockMailing(tx: Ctx, id: string): Promise<Mailing | undefined> {
  const [row] = await tx.db.named<Mailing>(
    'mailing_lock',
    `select ${COLUMNS} from notifications.mailings where id = $1 for update`,
    [id],
  );
  return row;
}

export async function findMailing(db: Db, agencyId: string, id: string): Promise<Mailing | undefined> {
  const [row] = await db.named<Mailing>(
    'mailing_find',
    `select ${COLUMNS} from notifications.mailings where id = $1 and agency_id = $2`,
    [id, agencyId],
  );
  return row;
}

/** The last mailings of an agency, the newest first. */
export function listMailings(db: Db, agencyId: string, limit: number): Promise<Mailing[]> {
  return db.named(
    'mailing_list',
    `select ${COLUMNS} from notifications.mailings where agency_id = $1 order by created_at desc, id desc limit $2`,
    [agencyId, limit],
  );
}

/** Lists brought before an instant that were neither confirmed nor dropped. */
export function findForgotten(db: Db, before: Temporal.Instant): Promise<{ agencyId: string; mailingId: string }[]> {
  return db.named(
    'mailings_forgotten',
    `select agency_id as "agencyId", id as "mailingId" from notifications.mailings
     where state in ('checking', 'checked') and created_at < $1 order by id`,
    [before],
  );
}

/** The next rows after a number; with `verdict`, of those only. */
export async function nextRows(
  ctx: Ctx,
  mailingId: string,
  after: number,
  limit: number,
  verdict?: Verdict,
): Promise<MailingRow[]> {
  const rows = await ctx.db.named<{ number: number; sealed: string }>(
    'mailing_rows_next',
    `select number, input_sealed as sealed from notifications.mailing_rows
     where mailing_id = $1 and number > $2 and ($4::text is null or verdict = $4) order by number limit $3`,
    [mailingId, after, limit, verdict ?? null],
  );
  return rows.map(({ number, sealed }) => ({
    number,
    input: JSON.parse(ctx.crypt.open(sealed, place(mailingId, number))) as RowInput,
  }));
}

export interface JudgedRow {
  readonly number: number;
  readonly verdict: Verdict;
  readonly problem: string | null;
  readonly what: string | null;
  readonly messages: number;
  readonly parts: number;
}

export async function putVerdicts(tx: Ctx, mailingId: string, rows: readonly JudgedRow[]): Promise<void> {
  await tx.db.named(
    'mailing_rows_judge',
    `update notifications.mailing_rows r set verdict = j.verdict, problem = j.problem, what = j.what, messages = j.messages,
       parts = j.parts
     from unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::int[], $7::int[])
       as j (number, verdict, problem, what, messages, parts)
     where r.mailing_id = $1 and r.number = j.number`,
    [
      mailingId,
      rows.map(({ number }) => number),
      rows.map(({ verdict }) => verdict),
      rows.map(({ problem }) => problem),
      rows.map(({ what }) => what),
      rows.map(({ messages }) => messages),
      rows.map(({ parts }) => parts),
    ],
  );
}

/** Moves a mailing on. `confirmed`: by whoever acts. */
export async function moveMailing(
  tx: Ctx,
  id: string,
  state: MailingState,
  doneRows: number,
  confirmed = false,
): Promise<void> {
  await tx.db.named(
    'mailing_move',
    `update notifications.mailings set state = $2, done_rows = $3,
       confirmed_by = case when $4 then $5 else confirmed_by end,
       confirmed_at = case when $4 then $6::timestamptz else confirmed_at end
     where id = $1`,
    [id, state, doneRows, confirmed, actorLabel(tx.actor), tx.clock.now()],
  );
}

/** What stood in the file is needed no longer: messages hold what was sent, and nothing holds what was not. */
export async function forgetRows(tx: Ctx, mailingId: string): Promise<void> {
  await tx.db.named('mailing_forget', `update notifications.mailing_rows set input_sealed = '' where mailing_id = $1`, [
    mailingId,
  ]);
}

export interface MailingCounts {
  readonly rows: Readonly<Record<Verdict, number>>;
  /** Of valid rows. */
  readonly messages: number;
  readonly parts: number;
}

export async function countMailing(db: Db, mailingId: string): Promise<MailingCounts> {
  const rows = await db.named<{ verdict: Verdict; rows: number; messages: number; parts: number }>(
    'mailing_counts',
    `select verdict, count(*)::int as rows, coalesce(sum(messages), 0)::int as messages, coalesce(sum(parts), 0)::int as parts
     from notifications.mailing_rows where mailing_id = $1 and verdict is not null group by verdict`,
    [mailingId],
  );
  const of = (verdict: Verdict) => rows.find((row) => row.verdict === verdict);
  return {
    rows: {
      valid: of('valid')?.rows ?? 0,
      suppressed: of('suppressed')?.rows ?? 0,
      wrong: of('wrong')?.rows ?? 0,
    },
    messages: of('valid')?.messages ?? 0,
    parts: of('valid')?.parts ?? 0,
  };
}

/** Rows that cannot be sent, with their reason; without what stands in them. */
export function wrongRows(
  db: Db,
  mailingId: string,
  limit: number,
): Promise<{ number: number; problem: string; what: string }[]> {
  return db.named(
    'mailing_wrong',
    `select number, problem, what from notifications.mailing_rows
     where mailing_id = $1 and verdict = 'wrong' order by number limit $2`,
    [mailingId, limit],
  );
}
