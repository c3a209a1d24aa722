import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { readCsv, type CsvProblem } from '#platform/files/read-csv.ts';
import type { NoticeKind } from '#platform/notices.ts';
import { authorizeNotices } from '../access.ts';
import { findColumns } from '../domain/mailing-columns.ts';
import { noticeRefusals } from '../errors.ts';
import { kindsOf, variablesFor } from '../sources.ts';
import { forgetRows, insertMailing, lockMailing, moveMailing, type Mailing, type RowInput } from '../store/mailings.ts';
import { textsInForce } from '../store/templates.ts';

export const MAILING_LIMITS = { rows: 100_000, columns: 60 };
/** Goes on with it: jobs/mailings.ts. */
export const MAILING_QUEUE = 'notifications.mailing';

export interface CreateMailing {
  readonly agencyId: string;
  readonly unitId: string;
  readonly fileName: string;
  readonly template: string;
  readonly sendAt: Temporal.Instant | undefined;
  readonly content: Uint8Array;
}

export type CreatedMailing =
  | { readonly ok: true; readonly mailingId: string }
  | { readonly ok: false; readonly problem: CsvProblem | { readonly code: 'noAddressColumn' } };

/** Takes a list of people. Nothing is sent: every row is checked first, and somebody confirms. */
export async function createMailing(
  ctx: Ctx,
  modules: readonly NoticeKind[],
  input: CreateMailing,
): Promise<CreatedMailing> {
  const { agencyId, unitId, template } = input;
  authorizeNotices(ctx, 'notifications.send', agencyId);
  const [text] = await textsInForce(ctx.db, agencyId, [template]);
  if (!text) throw new Refusal(noticeRefusals.unknownTemplate);
  const read = readCsv(input.content, MAILING_LIMITS);
  if (!read.ok) return read;
  const { headers, rows } = read.table;
  const variables = variablesFor(await kindsOf(ctx.db, agencyId, modules), text.event ?? '');
  const columns = findColumns(
    headers,
    variables.map(({ name }) => name),
  );
  if (columns.mobile < 0 && columns.email < 0) return { ok: false, problem: { code: 'noAddressColumn' } };
  const inputs = rows.map((cells): RowInput => {
    const cell = (position: number) => (position < 0 ? '' : (cells[position] ?? ''));
    const [mobile, email] = [cell(columns.mobile), cell(columns.email)];
    const values = [...columns.values].map(([name, position]) => [name, cell(position)] as const);
    return {
      to: { ...(mobile === '' ? {} : { mobile }), ...(email === '' ? {} : { email }) },
      values: Object.fromEntries(values.filter(([, value]) => value !== '')),
    };
  });
  const mailingId = await transact(ctx, async (tx) => {
    const id = await insertMailing(
      tx,
      {
        agencyId,
        unitId,
        name: input.fileName,
        template,
        templateVersion: text.version,
        sendAt: input.sendAt ?? null,
        columns: columns.used,
        ignored: columns.ignored,
      },
      inputs,
    );
    await record(tx, { id, agencyId, unitId }, { template, rows: inputs.length });
    await tx.jobs.enqueue(tx.db, MAILING_QUEUE, { mailingId: id });
    return id;
  });
  return { ok: true, mailingId };
}

/** Sends what was checked, if the text is still the one with which it was. */
export async function confirmMailing(ctx: Ctx, input: { agencyId: string; mailingId: string }): Promise<void> {
  await move(ctx, input, async (tx, mailing) => {
    if (mailing.state !== 'checked') throw new Refusal(noticeRefusals.mailingMoved);
    const [text] = await textsInForce(tx.db, mailing.agencyId, [mailing.template]);
    if (text?.version !== mailing.templateVersion) throw new Refusal(noticeRefusals.textChanged);
    await moveMailing(tx, mailing.id, 'sending', 0, true);
    await tx.jobs.enqueue(tx.db, MAILING_QUEUE, { mailingId: mailing.id });
    await record(tx, mailing, { confirmed: true });
  });
}

/** Drops what was not confirmed; nothing of it is kept. */
export async function dropMailing(ctx: Ctx, input: { agencyId: string; mailingId: string }): Promise<void> {
  await move(ctx, input, async (tx, mailing) => {
    if (mailing.state !== 'checked' && mailing.state !== 'checking') throw new Refusal(noticeRefusals.mailingMoved);
    await moveMailing(tx, mailing.id, 'cancelled', mailing.doneRows);
    await forgetRows(tx, mailing.id);
    await record(tx, mailing, { cancelled: true });
  });
}

async function move(
  ctx: Ctx,
  { agencyId, mailingId }: { agencyId: string; mailingId: string },
  work: (tx: Ctx, mailing: Mailing) => Promise<void>,
): Promise<void> {
  authorizeNotices(ctx, 'notifications.send', agencyId);
  await transact(ctx, async (tx) => {
    const mailing = await lockMailing(tx, mailingId);
    if (mailing?.agencyId !== agencyId) throw new Refusal(noticeRefusals.unknownMailing);
    await work(tx, mailing);
  });
}

const record = (
  tx: Ctx,
  { id, agencyId, unitId }: { id: string; agencyId: string; unitId: string },
  detail: Record<string, string | number | boolean>,
) => recordAudit(tx, { action: 'notifications.send', entityType: 'mailing', entityId: id, agencyId, unitId, detail });
