import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { accessRefusals, authorizeSomewhere } from '#platform/permissions/permissions.ts';
import { defineRoles } from '#platform/permissions/roles.ts';

export const noticeRoles = defineRoles('notifications', {
  notice_administrator: ['notifications.read', 'notifications.edit', 'notifications.operate', 'notifications.send'],
  director: ['notifications.read', 'notifications.approve'],
  system_administrator: [
    'notifications.read',
    'notifications.edit',
    'notifications.approve',
    'notifications.operate',
    'notifications.send',
  ],
});

export type NoticeAction =
  | 'notifications.read'
  | 'notifications.edit'
  | 'notifications.approve'
  | 'notifications.operate'
  | 'notifications.send';

/** Rules, texts and prices belong to an agency, not to a unit: the action in some unit of that agency is enough. */
export function authorizeNotices(ctx: Ctx, action: NoticeAction, agencyId: string): void {
  authorizeSomewhere(ctx, action);
  const { actor } = ctx;
  const foreign = (actor.kind === 'staff' || actor.kind === 'client') && actor.agencyId !== agencyId;
  if (foreign) throw new Refusal(accessRefusals.notFound);
}
