import type { Ctx } from '#platform/context.ts';
import { actorLabel } from '#platform/permissions/actor.ts';
import type { Merge } from './merges.ts';
import type { Channel } from './people.ts';

/** Locks both records, the smaller id first. */
export async function lockBoth(tx: Ctx, { keptId, mergedId }: Merge): Promise<void> {
  await tx.db.sql('select id from people.people where id = any($1) order by id for update', [[keptId, mergedId]]);
}

/**
 * Gives back what a merge moved and opens again what it ended. Not what ended since: a channel that was withdrawn after the
 * merge stays so for both records, for nobody can say which of the two people meant it. What came since stays with the
 * record that was kept.
 */
export async function moveBack(tx: Ctx, merge: Merge, reason: string): Promise<void> {
  const { id, keptId, mergedId, mergedAt } = merge;
  const now = tx.clock.now();
  const back = (kind: string) =>
    `from people.merge_moves m where m.merge_id = $1 and m.kind = '${kind}' and m.moved and m.row_id = t.id and t.person_id = $2`;
  for (const move of [
    `update people.consents t set person_id = m.from_id ${back('consent')}`,
    `update people.contact_points t set person_id = m.from_id ${back('contact')}`,
    `update people.verifications t set person_id = m.from_id ${back('verification')}`,
  ]) {
    await tx.db.sql(move, [id, keptId]);
  }
  // Of a code that was asked for while they were one nobody can say whose telephone it proves.
  await tx.db.sql(
    `update people.verifications set used_at = $3, code_sealed = null
     where person_id = $1 and used_at is null and requested_at >= $2`,
    [keptId, mergedAt, now],
  );
  // An end that this merge made bears its time and nobody's name.
  await tx.db.sql(
    `update people.consents c set withdrawn_at = null from people.merge_moves m
     where m.merge_id = $1 and m.kind = 'consent' and m.ended and m.row_id = c.id
       and c.withdrawn_at = $2 and c.withdrawn_source is null
       and not exists (select from people.consents later where later.person_id = any($3) and later.channel = c.channel
         and later.purpose = c.purpose and later.withdrawn_at > $2)
       and not exists (select from people.consents again where again.person_id = c.person_id and again.channel = c.channel
         and again.purpose = c.purpose and again.withdrawn_at is null)`,
    [id, mergedAt, [keptId, mergedId]],
  );
  await tx.db.sql(
    `update people.contact_points c set withdrawn_at = null, withdrawn_because = null from people.merge_moves m
     where m.merge_id = $1 and m.kind = 'contact' and m.ended and m.row_id = c.id
       and c.withdrawn_at = $2 and c.erased_at is null
       and exists (select from people.consents s where s.person_id = c.person_id and s.channel = c.channel and s.withdrawn_at is null)
       and not exists (select from people.contact_points later where later.person_id = any($3) and later.channel = c.channel
         and later.address_index = c.address_index and later.withdrawn_at > $2)
       and not exists (select from people.contact_points again where again.person_id = c.person_id
         and again.channel = c.channel and again.address_index = c.address_index and again.withdrawn_at is null)`,
    [id, mergedAt, [keptId, mergedId]],
  );
  await tx.db.sql(
    `update people.people p set merged_into = m.from_id from people.merge_moves m
     where m.merge_id = $1 and m.kind = 'person' and m.row_id = p.id and p.merged_into = $2`,
    [id, keptId],
  );
  await tx.db.k
    .updateTable('people.merges')
    .set({ undone_at: now, undone_by: actorLabel(tx.actor), undone_reason: reason })
    .where('id', '=', id)
    .execute();
}

/** The record that was merged away, by its own name and with what would go back to it. */
export interface MergedRecord {
  readonly names: string;
  readonly surnames: string;
  readonly contacts: readonly { readonly channel: Channel; readonly address: string }[];
  readonly procedures: number;
}

export async function loadMergedRecord(ctx: Ctx, merge: Merge): Promise<MergedRecord> {
  const [row] = await ctx.db.named<{ names: string; surnames: string; procedures: number }>(
    'merged_record',
    `select p.names_sealed as names, p.surnames_sealed as surnames,
       (select count(*)::int from registry.public_procedures r where r.person_id in (
          select row_id from people.merge_moves where merge_id = $2 and kind = 'person')) as procedures
     from people.people p where p.id = $1`,
    [merge.mergedId, merge.id],
  );
  if (!row) throw new Error(`merge ${merge.id} names a record that is not there`);
  const contacts = await ctx.db.named<{ id: string; channel: Channel; sealed: string }>(
    'merged_contacts',
    `select c.id, c.channel, c.address_sealed as sealed from people.merge_moves m join people.contact_points c on c.id = m.row_id
     where m.merge_id = $1 and m.kind = 'contact' and m.moved and c.erased_at is null
       and (c.withdrawn_at is null or (m.ended and c.withdrawn_at = $2)) order by c.added_at`,
    [merge.id, merge.mergedAt],
  );
  return {
    names: ctx.crypt.open(row.names, `people.names.${merge.mergedId}`),
    surnames: ctx.crypt.open(row.surnames, `people.surnames.${merge.mergedId}`),
    procedures: row.procedures,
    contacts: contacts.map(({ id, channel, sealed }) => ({
      channel,
      address: ctx.crypt.open(sealed, `people.address.${id}`),
    })),
  };
}
