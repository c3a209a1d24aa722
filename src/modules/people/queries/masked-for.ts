import type { Ctx } from '#platform/context.ts';
import { maskAddress } from '#platform/i18n/mask.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import type { Person } from '../store/people.ts';

/** The person as the actor may see them: addresses in clear for oneself and for who may `people.read_contact`. */
export function maskedFor<Seen extends Person>(ctx: Ctx, person: Seen): Seen {
  const own = ctx.actor.kind === 'citizen' && ctx.actor.personIds.includes(person.id);
  if (own || canSomewhere(ctx.access, ctx.actor, 'people.read_contact')) return person;
  const contacts = person.contacts.map((contact) => ({
    ...contact,
    address: maskAddress(contact.channel, contact.address),
  }));
  return { ...person, contacts };
}
