import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import type { JobDefinition } from '#platform/jobs/definition.ts';
import { anyWaitingAbout, eraseContents } from '#modules/notifications/index.ts';
import { eraseEndedAddresses } from '#modules/people/index.ts';
import { findDueClosings, listAgencyIds, markErased, readRules, type Closing } from '../store/retention.ts';

const BATCH = 200;

/**
 * Each night: text and address of notices whose procedure closed longer ago than its class keeps them, and addresses of
 * contacts that ended. Evidence stays (R5). A run that is cut off goes on the next night.
 */
export const eraseDueJob: JobDefinition = {
  queue: 'privacy.erase-due',
  cron: '20 3 * * *',
  expireInSeconds: 3_600,
  async run(ctx, _data, signal) {
    const erased = await eraseDue(ctx, signal);
    if (erased.notices + erased.addresses > 0) ctx.log.info(erased, 'contents erased after their time');
  },
};

/** Returns how many notices and addresses were emptied. */
export async function eraseDue(ctx: Ctx, signal?: AbortSignal): Promise<{ notices: number; addresses: number }> {
  let [notices, addresses] = [0, 0];
  for (const agencyId of await listAgencyIds(ctx)) {
    const days = new Map((await readRules(ctx, agencyId)).map((rule) => [rule.class, rule.keepDays]));
    const before = (keepDays = 90) => ctx.clock.now().subtract({ hours: keepDays * 24 });
    const [noticesBefore, contactsBefore] = [before(days.get('notice_content')), before(days.get('ended_contact'))];
    let last: Closing | undefined;
    await inBatches(signal, async () => {
      const due = await findDueClosings(ctx, agencyId, noticesBefore, BATCH, last);
      last = due.at(-1);
      for (const closing of due) notices += await eraseOne(ctx, closing);
      return due.length;
    });
    notices += await transact(ctx, (tx) => eraseContents(tx, { agencyId, madeBefore: noticesBefore }));
    await inBatches(signal, async () => {
      const emptied = await eraseEndedAddresses(ctx, agencyId, contactsBefore, BATCH);
      addresses += emptied;
      return emptied;
    });
  }
  return { notices, addresses };
}

/** Until a batch is not full, or the program stops. */
async function inBatches(signal: AbortSignal | undefined, work: () => Promise<number>): Promise<void> {
  for (;;) if (signal?.aborted || (await work()) < BATCH) return;
}

/** A closing of which a notice still waits to leave stays due: what that notice says is to go as well, once it has left. */
function eraseOne(ctx: Ctx, closing: Closing): Promise<number> {
  return transact(ctx, async (tx) => {
    const { agencyId, type, id } = closing;
    const erased = await eraseContents(tx, { subject: { type, id } });
    if (await anyWaitingAbout(tx, { type, id })) return erased;
    await markErased(tx, closing, erased);
    const entry = { action: 'privacy.erase_due', entityType: type, entityId: id, agencyId };
    await recordAudit(tx, { ...entry, detail: { notices: erased } });
    return erased;
  });
}
