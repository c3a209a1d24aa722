import { useTexts } from '#web/page.tsx';
import { Icon } from '#web/ui/icon/icon.tsx';
import { readableAddress } from '../addresses/readable.ts';
import type { Person } from '../store/people.ts';
import { peoplePageTexts } from '../page-texts.ts';

/** How a person can be reached, masked already where the reader may not see it. */
export function ContactList({ person }: { person: Person }) {
  const t = useTexts(peoplePageTexts);
  if (person.contacts.length === 0) return <span class="soft">{t('noContacts')}</span>;
  return (
    <ul class="contact-points">
      {person.contacts.map((contact) => (
        <li key={`${contact.channel} ${contact.address}`}>
          <Icon name={contact.channel === 'sms' ? 'phone' : 'mail'} title={t(contact.channel)} />{' '}
          {readableAddress(contact)}
          {contact.verified && <span class="soft"> · {t('verified')}</span>}
        </li>
      ))}
    </ul>
  );
}
