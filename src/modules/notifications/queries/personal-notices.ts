import type { Ctx } from '#platform/context.ts';
import { authorizePerson, type Channel } from '#modules/people/index.ts';
import { withoutLink } from '../domain/question-link.ts';
import { place, type EvidenceKind, type Fate } from '../store/messages.ts';

/** A notice as its recipient may know it. */
export interface PersonalNotice {
  readonly id: string;
  readonly channel: Channel;
  /** Address and text are empty once they were erased. */
  readonly address: string;
  readonly text: string;
  readonly status: Fate;
  readonly createdAt: Temporal.Instant;
  readonly erasedAt: Temporal.Instant | null;
  readonly steps: readonly { readonly at: string; readonly kind: EvidenceKind }[];
}

/**
 * Right of access: every notice to one person with its evidence, newest first, at most 5,000. For the person themself and
 * for who answers their request. `personIds`: their record and those merged into it.
 */
export async function personalNotices(
  ctx: Ctx,
  personId: string,
  personIds: readonly string[],
): Promise<PersonalNotice[]> {
  await authorizePerson(ctx, 'people.export', personId);
  type Row = Omit<PersonalNotice, 'address' | 'text'> & { addressSealed: string; bodySealed: string };
  const rows = await ctx.db.named<Row>(
    'personal_notices',
    `select m.id, m.channel, m.address_sealed as "addressSealed", m.body_sealed as "bodySealed", m.status,
       m.created_at as "createdAt", m.erased_at as "erasedAt",
       (select coalesce(json_agg(json_build_object('at', e.at, 'kind', e.kind) order by e.at, e.id), '[]')
        from notifications.evidence e where e.message_id = m.id) as steps
     from notifications.messages m where m.person_id = any($1) order by m.created_at desc, m.id limit 5000`,
    [[...personIds]],
  );
  const open = (sealed: string, field: string, id: string) =>
    sealed === '' ? '' : ctx.crypt.open(sealed, place(field, id));
  return rows.map(({ addressSealed, bodySealed, ...row }) => ({
    ...row,
    address: open(addressSealed, 'address', row.id),
    text: withoutLink(open(bodySealed, 'body', row.id)),
  }));
}
