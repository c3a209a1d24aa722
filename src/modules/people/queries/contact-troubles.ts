import type { Ctx } from '#platform/context.ts';
import { formatDate } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { maskAddress } from '#platform/i18n/mask.ts';
import { OFFICE_TIME_ZONE } from '#platform/clock.ts';
import { contactTroubleTexts } from '../contact-trouble-texts.ts';
import type { Channel } from '../store/people.ts';

/** So many notices in a row that did not arrive are worth a question at the counter; one may be a dead battery. */
const IN_A_ROW = 3;

/** Why notices do not reach a contact: what notifications know of the address, or that it was somebody else's. */
export interface ContactTrouble {
  readonly channel: Channel;
  /** Masked: enough to know which one it is. */
  readonly address: string;
  readonly trouble: 'opt_out' | 'hard_bounce' | 'complaint' | 'not_theirs' | 'not_delivered' | 'unconfirmed';
  readonly since: Temporal.Instant;
}

/** What staff should know before they trust that a person gets notices. For callers that may read the person. */
export async function contactTroubles(ctx: Ctx, personId: string): Promise<ContactTrouble[]> {
  const rows = await ctx.db.named<Omit<ContactTrouble, 'address'> & { id: string; addressSealed: string }>(
    'contact_troubles',
    `with mine as (select * from people.contact_points
       where person_id = (select coalesce(merged_into, id) from people.people where id = $1))
     select c.id, c.channel, c.address_sealed as "addressSealed", s.reason as trouble, min(s.since) as since
     from mine c join notifications.public_suppressions s
       on s.agency_id = c.agency_id and s.channel = c.channel and s.address_index = c.address_index
     where c.withdrawn_at is null group by c.id, c.channel, c.address_sealed, s.reason
     union all
     select id, channel, address_sealed, 'not_theirs', withdrawn_at from mine where withdrawn_because = 'not_theirs' and address_sealed <> ''
     union all
     select id, channel, address_sealed, 'unconfirmed', doubted_at from mine c
     where withdrawn_at is null and doubted_at is not null and not exists (select from notifications.public_suppressions s
       where s.agency_id = c.agency_id and s.channel = c.channel and s.address_index = c.address_index
         and s.reason = 'hard_bounce')
     union all
     select c.id, c.channel, c.address_sealed, 'not_delivered', max(o.created_at)
     from mine c cross join lateral (
       select fate, created_at from notifications.public_address_outcomes known
       where known.agency_id = c.agency_id and known.channel = c.channel and known.address_index = c.address_index
       order by created_at desc limit ${IN_A_ROW}) o
     where c.withdrawn_at is null group by c.id, c.channel, c.address_sealed
     having count(*) = ${IN_A_ROW} and bool_and(o.fate <> 'delivered')
     order by since desc limit 20`,
    [personId],
  );
  return rows.map(({ id, addressSealed, ...row }) => {
    const address = ctx.crypt.open(addressSealed, `people.address.${id}`);
    return { ...row, address: maskAddress(row.channel, address) };
  });
}

/** One trouble in a line: "••• ••• 4567: no existe, los avisos no llegan (desde el 21 nov 2026)". */
export function contactTroubleWords({ address, trouble, since }: ContactTrouble, locale: Locale): string {
  const day = since.toZonedDateTimeISO(OFFICE_TIME_ZONE).toPlainDate();
  return contactTroubleTexts(locale)(trouble, { address, date: formatDate(day, locale, 'short') });
}
