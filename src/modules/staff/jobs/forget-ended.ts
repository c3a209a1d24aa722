import type { JobDefinition } from '#platform/jobs/definition.ts';
import { forgetInvitations } from '../store/invitations.ts';
import { forgetSessions } from '../store/sessions.ts';

/** The audit keeps who signed in; the sessions and links themselves open nothing any more. */
const KEPT_DAYS = 30;

/** Erases sessions and invitations that ended a month ago. */
export const forgetEndedJob: JobDefinition = {
  queue: 'staff.forget-ended',
  cron: '20 3 * * *',
  async run(ctx) {
    const before = ctx.clock.now().subtract({ hours: 24 * KEPT_DAYS });
    const sessions = await forgetSessions(ctx, before);
    const invitations = await forgetInvitations(ctx, before);
    if (sessions + invitations > 0) ctx.log.info({ sessions, invitations }, 'ended sessions and invitations forgotten');
  },
};
