import { maskAddress } from '#platform/i18n/mask.ts';
import type { Person } from '#modules/people/index.ts';

/** How the person can be reached, masked: enough to be recognised by the person, not enough to be used by another. */
export function contactsOf(person: Pick<Person, 'contacts'> | undefined): string[] {
  return (person?.contacts ?? []).map(({ channel, address }) => maskAddress(channel, address));
}
