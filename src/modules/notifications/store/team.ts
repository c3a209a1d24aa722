import type { Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { actorLabel } from '#platform/permissions/actor.ts';
import type { Channel } from '#modules/people/index.ts';

const place = (id: string) => `notifications.team.address.${id}`;
const indexOf = (ctx: Pick<Ctx, 'crypt'>, channel: Channel, address: string) =>
  ctx.crypt.blindIndex(address, `people.${channel}`);

export interface TeamMember {
  readonly id: string;
  readonly name: string;
  readonly channel: Channel;
  readonly address: string;
}

/** Lets `team` keys write to an address; one that is there already stays as it is. */
export async function insertMember(tx: Ctx, agencyId: string, member: Omit<TeamMember, 'id'>): Promise<void> {
  const id = newId();
  await tx.db.k
    .insertInto('notifications.team_members')
    .values({
      id,
      agency_id: agencyId,
      name: member.name,
      channel: member.channel,
      address_sealed: tx.crypt.seal(member.address, place(id)),
      address_index: indexOf(tx, member.channel, member.address),
      added_by: actorLabel(tx.actor),
      added_at: tx.clock.now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function deleteMember(tx: Ctx, agencyId: string, id: string): Promise<void> {
  await tx.db.k
    .deleteFrom('notifications.team_members')
    .where('id', '=', id)
    .where('agency_id', '=', agencyId)
    .execute();
}

export async function listMembers(ctx: Ctx, agencyId: string): Promise<TeamMember[]> {
  const rows = await ctx.db.named<Omit<TeamMember, 'address'> & { addressSealed: string }>(
    'team_list',
    `select id, name, channel, address_sealed as "addressSealed" from notifications.team_members
     where agency_id = $1 order by name, channel limit 200`,
    [agencyId],
  );
  return rows.map(({ addressSealed, ...row }) => ({ ...row, address: ctx.crypt.open(addressSealed, place(row.id)) }));
}
