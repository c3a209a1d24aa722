import type { Locale } from '#platform/i18n/locale.ts';
import { AUDIENCES, CHANNELS, type ServiceContent } from '../content.ts';
import { changedFields, lineChanges, type ServiceField } from '../domain/compare.ts';
import { editorTexts } from '../editor-texts.ts';
import { serviceWords } from '../words.ts';
import { filledServiceForm } from './service-form.ts';

/** What differs between two contents, field by field, in the words of the form. */
export function Changes(props: { locale: Locale; before: ServiceContent; after: ServiceContent }) {
  const { locale, before, after } = props;
  const t = editorTexts(locale);
  const fields = changedFields(before, after);
  if (fields.length === 0) return <p>{t('noChanges')}</p>;
  return (
    <dl class="changes">
      {fields.map((field) => (
        <FieldChange key={field} {...{ locale, field, before, after }} />
      ))}
    </dl>
  );
}

function FieldChange(props: { locale: Locale; field: ServiceField; before: ServiceContent; after: ServiceContent }) {
  const { locale, field, before, after } = props;
  const t = editorTexts(locale);
  const { removed, added, reordered } = lineChanges(
    shownLines(before, field, locale),
    shownLines(after, field, locale),
  );
  return (
    <>
      <dt>{t(field === 'costCents' ? 'costPesos' : field)}</dt>
      <dd>
        <ul>
          {removed.map((line) => (
            <li key={line}>
              <del>
                <span class="visually-hidden">{t('before')}: </span>
                {line}
              </del>
            </li>
          ))}
          {added.map((line) => (
            <li key={line}>
              <ins>
                <span class="visually-hidden">{t('after')}: </span>
                {line}
              </ins>
            </li>
          ))}
          {reordered && <li>{t('reordered')}</li>}
        </ul>
      </dd>
    </>
  );
}

/** As the editor sees it: lists a line each, choices by their words, nothing as "(vacío)". */
function shownLines(content: ServiceContent, field: ServiceField, locale: Locale): string[] {
  const t = editorTexts(locale);
  const w = serviceWords(locale);
  if (field === 'byMunicipality') return [content.byMunicipality ? t('yes') : t('no')];
  if (field === 'audiences') {
    return AUDIENCES.filter((one) => content.audiences.includes(one)).map((one) => w(`audience_${one}`));
  }
  if (field === 'channels') {
    return CHANNELS.filter((one) => content.channels.includes(one)).map((one) => w(`channel_${one}`));
  }
  if (field === 'offices') return content.offices.length === 0 ? [t('allOffices')] : [...content.offices];
  const shown = filledServiceForm(content).values[field] ?? '';
  const lines = typeof shown === 'string' ? shown.split('\n').filter(Boolean) : [...shown];
  return lines.length === 0 ? [t('nothing')] : lines;
}
