import { formatDate } from '#platform/i18n/format.ts';
import type { WebCtx } from '#platform/http/routes.ts';
import type { ComponentChildren } from 'preact';
import { useTexts } from '#web/page.tsx';
import { Icon } from '#web/ui/icon/icon.tsx';
import type { Compared } from '../queries/likely-duplicates.ts';
import { ContactList } from './contact-list.tsx';
import { peoplePageTexts } from '../page-texts.ts';

/** Two records side by side, row by row, with a word on each row that can tell them apart. */
export function Comparison({ ctx, people }: { ctx: WebCtx; people: readonly [Compared, Compared] }) {
  const t = peoplePageTexts(ctx.locale);
  const [one, other] = people;
  const addresses = (person: Compared) => new Set(person.contacts.map(({ address }) => address));
  const shared = [...addresses(one)].filter((address) => addresses(other).has(address)).length;
  const inForce = (person: Compared) => person.consents.filter(({ withdrawnAt }) => !withdrawnAt);
  return (
    <table class="comparison">
      <caption class="visually-hidden">{t('comparison')}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{t('recordOne')}</th>
          <th scope="col">{t('recordTwo')}</th>
        </tr>
      </thead>
      <tbody>
        <Row label={t('namesRow')} same={one.names === other.names} cells={people.map(({ names }) => names)} />
        <Row
          label={t('surnamesRow')}
          same={one.surnames === other.surnames}
          cells={people.map(({ surnames }) => surnames)}
        />
        <Row
          label={t('contacts')}
          {...(one.contacts.length + other.contacts.length === 0 ? {} : { same: shared > 0 })}
          cells={people.map((person) => (
            <ContactList key={person.id} person={person} />
          ))}
        />
        <Row
          label={t('procedures')}
          cells={people.map(({ procedures }) => t('proceduresCount', { count: procedures }))}
        />
        <Row
          label={t('since')}
          cells={people.map(({ registeredAt }) => formatDate(registeredAt, ctx.locale, 'short'))}
        />
        <Row
          label={t('consentsRow')}
          cells={people.map(
            (person) => [...new Set(inForce(person).map((c) => t(c.channel)))].join(', ') || t('nothing'),
          )}
        />
        <Row label={t('mergedRow')} cells={people.map(({ merges }) => String(merges.length))} />
        <Row
          label={t('open')}
          cells={people.map(({ id }, index) => (
            <a key={id} href={`/personal/personas/${id}`}>
              {t(index === 0 ? 'recordOne' : 'recordTwo')}
            </a>
          ))}
        />
      </tbody>
    </table>
  );
}

interface RowProps {
  label: string;
  cells: readonly ComponentChildren[];
  /** Whether the two agree; undefined where it says nothing. */
  same?: boolean;
}

function Row({ label, cells, same }: RowProps) {
  return (
    <tr>
      <th scope="row">
        {label} {same !== undefined && <Agreement same={same} />}
      </th>
      {cells.map((cell, index) => (
        <td key={index}>{cell}</td>
      ))}
    </tr>
  );
}

function Agreement({ same }: { same: boolean }) {
  const t = useTexts(peoplePageTexts);
  return (
    <span class={same ? 'tag tag-good' : 'tag tag-warn'}>
      <Icon name={same ? 'check' : 'alert'} /> {t(same ? 'same' : 'differs')}
    </span>
  );
}
