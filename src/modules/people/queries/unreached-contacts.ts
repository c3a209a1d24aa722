import type { Ctx } from '#platform/context.ts';
import { maskAddress } from '#platform/i18n/mask.ts';
import type { Channel } from '../store/people.ts';

/** A contact for whoever looks after its person: who, and the address masked. */
export interface NamedContact {
  readonly name: string;
  readonly channel: Channel;
  /** Empty once it was erased. */
  readonly address: string;
}

/** These contacts, ended ones too, by id. For callers that may read the person. */
export async function nameContacts(ctx: Ctx, contactIds: readonly string[]): Promise<Map<string, NamedContact>> {
  if (contactIds.length === 0) return new Map();
  const rows = await ctx.db.named<{
    id: string;
    channel: Channel;
    sealed: string;
    personId: string;
    names: string;
    surnames: string;
  }>(
    'contacts_named',
    `select c.id, c.channel, c.address_sealed as sealed, p.id as "personId", p.names_sealed as names, p.surnames_sealed as surnames
     from people.contact_points c join people.people p on p.id = c.person_id where c.id = any($1)`,
    [[...new Set(contactIds)]],
  );
  return new Map(
    rows.map(({ id, channel, sealed, personId, names, surnames }) => {
      const address = sealed === '' ? '' : maskAddress(channel, ctx.crypt.open(sealed, `people.address.${id}`));
      const given = ctx.crypt.open(names, `people.names.${personId}`);
      const family = ctx.crypt.open(surnames, `people.surnames.${personId}`);
      return [id, { name: `${given} ${family}`.trim(), channel, address }];
    }),
  );
}
