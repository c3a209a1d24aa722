import { transact, type Ctx } from '#platform/context.ts';
import type { JobDefinition } from '#platform/jobs/definition.ts';
import type { NoticeKind } from '#platform/notices.ts';
import type { NotificationInput } from '../api/schemas.ts';
import { MAILING_QUEUE } from '../commands/send-mailing.ts';
import { ownSender } from '../intake/own-sender.ts';
import { prepareRequests } from '../intake/prepare.ts';
import type { IntakeProblem } from '../intake/problems.ts';
import { takeWithin } from '../intake/take.ts';
import { findSuppressed } from '../queries/suppressed.ts';
import {
  forgetRows,
  lockMailing,
  moveMailing,
  nextRows,
  putVerdicts,
  type JudgedRow,
  type Mailing,
  type MailingRow,
  MAILINGS_TOPIC,
} from '../store/mailings.ts';
import { textsOfVersion } from '../store/templates.ts';

const ROWS_AT_ONCE = 500;
/** A job gives its place to others after this long and comes again for the rest. */
const TURN_MS = 20_000;

/**
 * Goes on with a mailing for some rows, in one transaction with the mark of how far it came: a worker that dies leaves whole
 * steps behind. Returns false when there is nothing left to do.
 */
export async function advanceMailing(ctx: Ctx, modules: readonly NoticeKind[], mailingId: string): Promise<boolean> {
  const going = await transact(ctx, async (tx) => {
    const mailing = await lockMailing(tx, mailingId);
    if (mailing?.state === 'checking') return check(tx, modules, mailing);
    if (mailing?.state === 'sending') return send(tx, modules, mailing);
    return false;
  });
  await ctx.live.publish(ctx.db, [`mailing:${mailingId}`, MAILINGS_TOPIC]);
  return going;
}

const itemOf = (mailing: Mailing, { number, input }: MailingRow): NotificationInput => ({
  externalId: `${mailing.id}:${number}`,
  template: mailing.template,
  to: input.to,
  values: input.values,
  priority: 'bulk',
  ...(mailing.sendAt ? { sendAt: mailing.sendAt.toString() } : {}),
});

const wrongRow = (number: number, { code: problem, what }: IntakeProblem): JudgedRow => {
  return { number, verdict: 'wrong', problem, what, messages: 0, parts: 0 };
};

async function check(tx: Ctx, modules: readonly NoticeKind[], mailing: Mailing): Promise<boolean> {
  const rows = await nextRows(tx, mailing.id, mailing.doneRows, ROWS_AT_ONCE);
  const { agencyId, unitId, template } = mailing;
  const checked = await prepareRequests(
    tx,
    ownSender(agencyId, unitId),
    modules,
    rows.map((row) => itemOf(mailing, row)),
  );
  const messages = checked.flatMap((one, position) =>
    one.ok ? one.request.messages.map((message) => ({ position, message })) : [],
  );
  const stopped = await findSuppressed(
    tx,
    agencyId,
    template,
    messages.map(({ message }) => message),
  );
  const judged = rows.map(({ number }, position): JudgedRow => {
    const one = checked[position];
    if (!one?.ok) return wrongRow(number, one?.problem ?? { code: 'noAddress', what: '' });
    const leaving = messages.filter((entry, index) => entry.position === position && !stopped.has(index));
    return {
      number,
      verdict: leaving.length > 0 ? 'valid' : 'suppressed',
      problem: null,
      what: null,
      messages: leaving.length,
      parts: leaving.reduce((sum, { message }) => sum + (message.channel === 'sms' ? message.parts : 0), 0),
    };
  });
  if (judged.length > 0) await putVerdicts(tx, mailing.id, judged);
  const last = rows.at(-1)?.number;
  const going = last !== undefined && last < mailing.totalRows;
  await moveMailing(tx, mailing.id, going ? 'checking' : 'checked', last ?? mailing.doneRows);
  return going;
}

/** With the words that were confirmed, whatever is in force by now; a row that cannot be sent any more says so. */
async function send(tx: Ctx, modules: readonly NoticeKind[], mailing: Mailing): Promise<boolean> {
  const { agencyId, unitId, template, templateVersion } = mailing;
  const rows = await nextRows(tx, mailing.id, mailing.doneRows, ROWS_AT_ONCE, 'valid');
  const checked = await prepareRequests(
    tx,
    ownSender(agencyId, unitId),
    modules,
    rows.map((row) => itemOf(mailing, row)),
    await textsOfVersion(tx.db, agencyId, template, templateVersion),
  );
  const wrong = rows.flatMap(({ number }, position) => {
    const one = checked[position];
    return one?.ok === false ? wrongRow(number, one.problem) : [];
  });
  if (wrong.length > 0) await putVerdicts(tx, mailing.id, wrong);
  await takeWithin(
    tx,
    checked.flatMap((one) => (one.ok ? one.request : [])),
  );
  const last = rows.at(-1)?.number;
  const going = rows.length === ROWS_AT_ONCE;
  await moveMailing(tx, mailing.id, going ? 'sending' : 'done', going && last ? last : mailing.totalRows);
  if (!going) await forgetRows(tx, mailing.id);
  return going;
}

export function mailingJobs(modules: readonly NoticeKind[]): readonly JobDefinition[] {
  return [
    {
      queue: MAILING_QUEUE,
      expireInSeconds: 60,
      async run(ctx, { mailingId }: { mailingId: string }, signal) {
        const began = performance.now();
        while (!signal.aborted) {
          if (!(await advanceMailing(ctx, modules, mailingId))) return;
          if (performance.now() - began > TURN_MS) break;
        }
        await ctx.jobs.enqueue(ctx.db, MAILING_QUEUE, { mailingId });
      },
    },
  ];
}
