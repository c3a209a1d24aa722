import { useTexts } from '#web/page.tsx';
import { Icon } from '#web/ui/icon/icon.tsx';
import { readableMobile } from '../addresses/mobile.ts';
import type { Person } from '../store/people.ts';
import { peoplePageTexts } from '../page-texts.ts';

/** How a person can be reached, masked already where the reader may not see it. */
export function ContactList({ person }: { person: Person }) {
  const t = useTexts(peoplePageTexts);
  if (person.contacts.length === 0) return <span class="soft">{t('noContacts')}</span>;
  return (
    <ul class="contact-points">
      {person.contacts.map(({ channel, address, verified }) => (
        <li key={`${channel} ${address}`}>
          <Icon name={channel === 'sms' ? 'phone' : 'mail'} title={t(channel)} />{' '}
          {channel === 'sms' ? readableMobile(address) : address}
          {verified && <span class="soft"> · {t('verified')}</span>}
        </li>
      ))}
    </ul>
  );
}
