import { formatDate, formatTime } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { hoursInWords, mapUrl, openingInWords, type Agency, type Office } from '#modules/agencies/index.ts';
import { Notice } from '#web/ui/notice/notice.tsx';
import { officeTexts } from '../office-texts.ts';
import { telUrl, type OpeningNow } from './office-words.ts';

/** Address, hours and whether it is open now. What nobody has published is said, not filled in. */
export function OfficeFacts(props: {
  locale: Locale;
  office: Office;
  agency: Agency | undefined;
  opening: OpeningNow;
  /** False: no published list assigns the municipality that was asked for to this office. */
  isConfirmed?: boolean;
}) {
  const { locale, office, agency, opening, isConfirmed = true } = props;
  const t = officeTexts(locale);
  const phone = office.phone ?? agency?.phone;
  return (
    <>
      <dl class="facts">
        <div>
          <dt>{t('address')}</dt>
          <dd>
            {office.address}
            <br />
            <a href={mapUrl(office)} rel="noreferrer">
              {t('map')}
            </a>
          </dd>
        </div>
        <div>
          <dt>{t('hours')}</dt>
          <dd>{hoursInWords(office.week, locale)}</dd>
        </div>
        <div>
          <dt>{t('today')}</dt>
          <dd>
            <span class={opening.today.kind === 'open' ? 'tag tag-good wrap' : 'tag wrap'}>
              {openingInWords(opening.today, locale)}
            </span>
            {opening.next && opening.today.kind !== 'opens_later' && (
              <span class="block">
                {t('opensNext', {
                  day: formatDate(opening.next.toPlainDate(), locale, 'weekday'),
                  time: formatTime(opening.next.toPlainTime(), locale),
                })}
              </span>
            )}
          </dd>
        </div>
        {office.phone && (
          <div>
            <dt>{t('phone')}</dt>
            <dd>
              <a href={telUrl(office.phone)}>{office.phone}</a>
            </dd>
          </div>
        )}
        {!office.phone && agency?.phone && (
          <div>
            <dt>{t('headOffice')}</dt>
            <dd>
              <a href={telUrl(agency.phone)}>{agency.phone}</a>
            </dd>
          </div>
        )}
      </dl>
      {(office.source === null || !isConfirmed) && (
        <Notice kind="warning">
          {!isConfirmed && <p>{t('confirmByPhone')}</p>}
          {office.source === null && <p>{t('unpublished')}</p>}
          {phone && (
            <p>
              {t('ask')}{' '}
              <a class="nowrap" href={telUrl(phone)}>
                {phone}
              </a>
            </p>
          )}
        </Notice>
      )}
      {office.source !== null && <p class="small soft">{t('source', { source: office.source })}</p>}
    </>
  );
}
