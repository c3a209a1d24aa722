import type { WebCtx } from '#platform/http/routes.ts';
import { formatDate } from '#platform/i18n/format.ts';
import { findLikelyDuplicates, type SimilarPerson } from '#modules/people/index.ts';
import { usePage, useTexts } from '#web/page.tsx';
import { Button } from '#web/ui/button/button.tsx';
import { RadioGroup } from '#web/ui/field/choice-fields.tsx';
import { Hidden } from '#web/ui/form/form.tsx';
import { Icon } from '#web/ui/icon/icon.tsx';
import { intakeTexts } from '../../intake-texts.ts';
import { findOpenTwins, latestOf, type OpenTwin } from '../../queries/open-twins.ts';
import { registryTexts } from '../../texts.ts';

/** More than a clerk compares while somebody stands at the counter. */
const MOST_PEOPLE = 5;
/** Value of the choice "somebody else". */
export const NEW_PERSON = 'nueva';

/** What the entry may repeat. */
export interface Doubles {
  readonly twins: readonly OpenTwin[];
  readonly people: readonly (SimilarPerson & {
    readonly latest: { folio: string; enteredAt: Temporal.Instant } | undefined;
  })[];
}

interface Entry {
  readonly agencyId: string;
  readonly service: string;
  readonly propertyFolio?: string | undefined;
  readonly propertyLocation: string;
  /** Absent when the clerk said who it is. */
  readonly person?: { names: string; surnames: string; mobile?: string | undefined; email?: string | undefined };
}

/** What the entry may repeat: open procedures for the same property, and people who may be the same. */
export async function findDoubles(ctx: WebCtx, entry: Entry): Promise<Doubles> {
  const { agencyId, person } = entry;
  const [twins, similar] = await Promise.all([
    findOpenTwins(ctx, entry),
    person ? findLikelyDuplicates(ctx, { agencyId, ...person }) : [],
  ]);
  // The same name at the same address is taken as the same person without asking.
  const people = similar.filter(({ sameAddress, score }) => !(sameAddress && score === 1)).slice(0, MOST_PEOPLE);
  const latest = await latestOf(
    ctx,
    people.map(({ id }) => id),
  );
  return { twins, people: people.map((one) => ({ ...one, latest: latest.get(one.id) })) };
}

export function idsOf({ twins, people }: Doubles): string[] {
  return [...twins, ...people].map(({ id }) => id);
}

/**
 * What may be a repetition, before anything else of the form, with the way on: it stops nobody, and all that was typed
 * stays below. "Somebody else" comes chosen: a person who gets the notices of another is worse than one kept twice,
 * which can be mended by merging.
 */
export function DoublesNotice({ doubles, agreed }: { doubles: Doubles; agreed: readonly string[] }) {
  const { locale } = usePage();
  const t = useTexts(intakeTexts);
  const r = useTexts(registryTexts);
  const { twins, people } = doubles;
  return (
    <section class="notice notice-warning doubles" aria-labelledby="doubles" tabIndex={-1} autofocus>
      <h2 id="doubles">
        <Icon name="alert" /> {t('doubles')}
      </h2>
      {twins.length > 0 && (
        <>
          <p>{t('twins', { count: twins.length })}</p>
          <ul>
            {twins.map((twin) => (
              <li key={twin.id}>
                <a class="mono" href={`/personal/registro/${twin.id}`} target="_blank" rel="noopener">
                  {twin.folio}
                  <span class="visually-hidden"> {t('newTab')}</span>
                </a>{' '}
                · {r(`status.${twin.status}`)} · {formatDate(twin.enteredAt, locale, 'short')} · {twin.propertyLocation}
              </li>
            ))}
          </ul>
        </>
      )}
      {people.length > 0 && (
        <RadioGroup
          name="persona"
          label={t('whoIsIt')}
          choices={[
            ...people.map((person) => ({
              value: person.id,
              label: t('isThis', { name: `${person.names} ${person.surnames}` }),
              hint: [
                ...person.contacts.map(({ address }) => address),
                ...(person.latest
                  ? [
                      t('latest', {
                        folio: person.latest.folio,
                        date: formatDate(person.latest.enteredAt, locale, 'short'),
                      }),
                    ]
                  : []),
              ].join(' · '),
            })),
            { value: NEW_PERSON, label: t('isNew') },
          ]}
        />
      )}
      <Hidden name="visto" value={[...new Set([...agreed, ...idsOf(doubles)])].join('.')} />
      <Button>{t('goOn')}</Button>
    </section>
  );
}
