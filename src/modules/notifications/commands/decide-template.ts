import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import type { NoticeKind } from '#platform/notices.ts';
import { actorLabel } from '#platform/permissions/actor.ts';
import { authorizeNotices } from '../access.ts';
import { obstaclesOf } from '../domain/template.ts';
import { noticeRefusals } from '../errors.ts';
import { lockTemplate, markDecided, retireActive } from '../store/templates.ts';
import { variablesFor } from '../sources.ts';
import { templateMark } from '../template-mark.ts';
import { valueWriter } from '../value-writer.ts';

export interface DecideTemplate {
  readonly agencyId: string;
  readonly slug: string;
  /** The version that the person read: if it was changed meanwhile, nothing is decided. */
  readonly version: number;
  /** Mark of the words that were on the screen (`templateMark`); absent: whoever decides reads them in the same moment. */
  readonly seen?: string;
  readonly approve: boolean;
  /** What to mend, when it is sent back. */
  readonly note: string;
}

/** A second person brings a submitted text into force, or sends it back. Nobody decides about their own words. */
export async function decideTemplate(ctx: Ctx, sources: readonly NoticeKind[], input: DecideTemplate): Promise<void> {
  const { agencyId, slug } = input;
  authorizeNotices(ctx, 'notifications.approve', agencyId);
  await transact(ctx, async (tx) => {
    const waiting = (await lockTemplate(tx, agencyId, slug)).find(({ status }) => status === 'submitted');
    if (waiting?.version !== input.version) throw new Refusal(noticeRefusals.nothingToDecide);
    if (input.seen !== undefined && input.seen !== templateMark(waiting.content))
      throw new Refusal(noticeRefusals.wordsMended);
    if (waiting.writers.includes(actorLabel(tx.actor)) && tx.actor.kind !== 'system')
      throw new Refusal(noticeRefusals.ownText);
    if (input.approve) {
      // The event may have lost a variable since it was submitted: a message with a hole must never leave.
      const variables = variablesFor(sources, waiting.content.event);
      if (obstaclesOf(waiting.content, variables, valueWriter(tx.publicUrl)).length > 0)
        throw new Refusal(noticeRefusals.notReady);
      await retireActive(tx, agencyId, slug);
    }
    await markDecided(tx, waiting.id, input.approve ? 'active' : 'rejected', input.note);
    await recordAudit(tx, {
      action: 'notifications.approve',
      entityType: 'template',
      entityId: slug,
      agencyId,
      detail: { version: input.version, approved: input.approve },
    });
  });
}
