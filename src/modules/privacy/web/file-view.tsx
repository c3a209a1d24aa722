import { formatDate, formatDateTime } from '#platform/i18n/format.ts';
import { usePage, useTexts } from '#web/page.tsx';
import { Icon } from '#web/ui/icon/icon.tsx';
import { ActionButton } from '#web/ui/form/form.tsx';
import { registryTexts } from '#modules/registry/index.ts';
import { myDataTexts } from '../my-data-texts.ts';
import { privacyPageTexts } from '../page-texts.ts';
import type { PersonalFile } from '../queries/personal-file.ts';

const PURPOSES = ['status-notices'] as const;
const SOURCES = ['counter', 'status-page', 'api'] as const;

interface FileViewProps {
  readonly file: PersonalFile;
  /** Slug of a service -> its name. */
  readonly services: ReadonlyMap<string, string>;
  /** Where a consent is withdrawn; absent where it is only read. */
  readonly withdrawAt?: string;
}

/** A personal file as people read it: contacts, what was agreed to, procedures, notices, requests. */
export function FileView({ file, services, withdrawAt }: FileViewProps) {
  const t = useTexts(myDataTexts);
  const { locale } = usePage();
  const inForce = file.person.contacts.filter(({ withdrawnAt }) => withdrawnAt === null);
  return (
    <>
      <p class="soft">{t('registered', { date: formatDate(file.person.registeredAt, locale) })}</p>
      <h3>{t('contacts')}</h3>
      {inForce.length === 0 && <p>{t('noContacts')}</p>}
      <ul class="plain-list">
        {inForce.map((contact) => (
          <li key={`${contact.channel} ${String(contact.addedAt)}`}>
            <Icon name={contact.channel === 'sms' ? 'phone' : 'mail'} title={t(contact.channel)} /> {contact.address}
            <span class="soft">
              {contact.verifiedAt && ` · ${t('verified')}`} · {t('addedOn')}{' '}
              {formatDate(contact.addedAt, locale, 'short')}
            </span>
          </li>
        ))}
      </ul>
      <h3>{t('consents')}</h3>
      <Consents file={file} {...(withdrawAt ? { withdrawAt } : {})} />
      <h3>{t('procedures')}</h3>
      <Procedures file={file} services={services} />
      <h3>{t('notices')}</h3>
      {file.notices.length === 0 && <p>{t('noNotices')}</p>}
      <ul class="notice-list">
        {file.notices.map((notice) => (
          <li key={notice.id}>
            <p class="soft small">
              {formatDateTime(notice.createdAt, locale)} · {t(notice.channel)} {notice.address}
            </p>
            <p class="notice-text">
              {notice.erasedAt ? t('erased', { date: formatDate(notice.erasedAt, locale) }) : notice.text}
            </p>
          </li>
        ))}
      </ul>
      {file.letters.length > 0 && (
        <>
          <h3>{t('letters')}</h3>
          <ul class="plain-list">
            {file.letters.map((letter) => (
              <li key={String(letter.receivedAt)}>
                <p class="soft small">
                  {formatDateTime(letter.receivedAt, locale)} · {t(letter.channel)}
                </p>
                <p class="notice-text">{letter.text || t('erasedLetter')}</p>
              </li>
            ))}
          </ul>
        </>
      )}
      {file.wishes.length > 0 && (
        <>
          <h3>{t('wishes')}</h3>
          <ul class="plain-list">
            {file.wishes.map((wish) => (
              <li key={`${wish.reason} ${String(wish.since)}`}>
                {t(wish.channel)} · {t(`wish_${wish.reason}`, { date: formatDate(wish.since, locale) })}
                {wish.liftedAt && ` · ${t('wishLifted', { date: formatDate(wish.liftedAt, locale) })}`}
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{t('requests')}</h3>
      <Requests file={file} />
    </>
  );
}

function Consents({ file, withdrawAt }: { file: PersonalFile; withdrawAt?: string }) {
  const t = useTexts(myDataTexts);
  const { locale } = usePage();
  const { consents, id } = file.person;
  if (consents.length === 0) return <p>{t('noConsents')}</p>;
  const known = <Key extends string>(keys: readonly Key[], value: string): Key | 'other' =>
    keys.find((key) => key === value) ?? 'other';
  return (
    <ul class="plain-list">
      {consents.map((consent) => (
        <li key={`${consent.channel} ${String(consent.givenAt)}`}>
          <p>
            <strong>{t(consent.channel)}</strong> · {t(known(PURPOSES, consent.purpose))} ·{' '}
            {consent.withdrawnAt ? t('ended', { date: formatDateTime(consent.withdrawnAt, locale) }) : t('inForce')}
          </p>
          <p class="soft small">
            {t('given')} {formatDateTime(consent.givenAt, locale)} · {t(known(SOURCES, consent.source))} · {t('notice')}{' '}
            {consent.noticeVersion}
          </p>
          {!consent.withdrawnAt && withdrawAt && (
            <ActionButton
              action={withdrawAt}
              fields={{ persona: id, medio: consent.channel }}
              hiddenText={t(consent.channel)}
            >
              {t('withdraw')}
            </ActionButton>
          )}
        </li>
      ))}
    </ul>
  );
}

function Procedures({ file, services }: Pick<FileViewProps, 'file' | 'services'>) {
  const t = useTexts(myDataTexts);
  const r = useTexts(registryTexts);
  const { locale } = usePage();
  if (file.procedures.length === 0) return <p>{t('noProcedures')}</p>;
  return (
    <ul class="plain-list">
      {file.procedures.map((procedure) => (
        <li key={procedure.id}>
          <p>
            <a class="mono" href={`/f/${procedure.folio}`}>
              {procedure.folio}
            </a>{' '}
            · {r(`status.${procedure.status}`)}
          </p>
          <p class="soft small">
            {t('procedure', {
              service: services.get(procedure.service) ?? procedure.service,
              date: formatDate(procedure.enteredAt, locale),
            })}
            . {t('property')}: {procedure.propertyLocation}
            {procedure.documents.length > 0 && `. ${t('documents')}: ${procedure.documents.join(', ')}`}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Requests({ file }: { file: PersonalFile }) {
  const t = useTexts(myDataTexts);
  const p = useTexts(privacyPageTexts);
  const { locale } = usePage();
  if (file.requests.length === 0) return <p>{t('noRequests')}</p>;
  return (
    <ul class="plain-list">
      {file.requests.map((request) => (
        <li key={request.id}>
          <p>
            <span class="mono">{request.folio}</span>{' '}
            {t('request', {
              kind: p(request.kind),
              date: formatDate(request.receivedAt, locale),
              status: p(request.status),
              due: formatDate(request.dueOn, locale),
            })}
          </p>
          {request.grounds && <p class="soft small">{request.grounds}</p>}
        </li>
      ))}
    </ul>
  );
}
