import { randomBytes } from 'node:crypto';
import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { authorize } from '#platform/permissions/permissions.ts';
import { insertClient } from '../store/clients.ts';

/** What a registry system may do by key. */
export const CLIENT_SCOPES = [
  'registry.enter',
  'registry.analyse',
  'registry.sign',
  'registry.deliver',
  'registry.read',
  'people.register',
];

/** Lets another system in. The key is shown once and never again. */
export async function createClient(
  ctx: Ctx,
  input: { agencyId: string; unitId: string; name: string },
): Promise<{ key: string }> {
  authorize(ctx, 'registry.clients', input.unitId);
  const key = `vk_${randomBytes(24).toString('base64url')}`;
  await transact(ctx, async (tx) => {
    const { agencyId, unitId, name } = input;
    await insertClient(tx, { agencyId, name, key, scopes: CLIENT_SCOPES, unitIds: [unitId] });
    await recordAudit(tx, { action: 'registry.clients', entityType: 'client', entityId: name, agencyId, unitId });
  });
  return { key };
}
