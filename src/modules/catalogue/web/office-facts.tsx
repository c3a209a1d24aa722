import type { Locale } from '#platform/i18n/locale.ts';
import {
  hoursInWords,
  mapUrl,
  openingInWords,
  type Agency,
  type Office,
  type OpeningToday,
} from '#modules/agencies/index.ts';
import { Notice } from '#web/ui/notice/notice.tsx';
import { officeTexts } from '../office-texts.ts';
import { telUrl } from './office-words.ts';

/** Address, hours and whether it is open now. What nobody has published is said, not filled in. */
export function OfficeFacts(props: {
  locale: Locale;
  office: Office;
  agency: Agency | undefined;
  opening: OpeningToday;
}) {
  const { locale, office, agency, opening } = props;
  const t = officeTexts(locale);
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
            <span class={opening.kind === 'open' ? 'tag tag-good wrap' : 'tag wrap'}>
              {openingInWords(opening, locale)}
            </span>
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
      {office.source === null ? (
        <Notice kind="warning">
          <p>{t('unpublished', { phone: agency?.phone ?? office.phone ?? '' })}</p>
        </Notice>
      ) : (
        <p class="small soft">{t('source', { source: office.source })}</p>
      )}
    </>
  );
}
