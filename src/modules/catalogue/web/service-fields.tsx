import type { Locale } from '#platform/i18n/locale.ts';
import { Checkbox, CheckboxGroup } from '#web/ui/field/choice-fields.tsx';
import { TextArea } from '#web/ui/field/text-area.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { AUDIENCES, CHANNELS } from '../content.ts';
import { editorTexts } from '../editor-texts.ts';
import { serviceWords } from '../words.ts';

/** Everything that an editor writes about a service, in the order in which a citizen reads it. */
export function ServiceFields({
  locale,
  offices,
}: {
  locale: Locale;
  offices: readonly { code: string; name: string }[];
}) {
  const t = editorTexts(locale);
  const w = serviceWords(locale);
  const days = { width: 'xs', inputmode: 'numeric', suffix: t('workingDays'), autocomplete: 'off' } as const;
  return (
    <>
      <h2>{t('fieldsWhat')}</h2>
      <div class="field-row">
        <TextField name="nameEs" label={t('nameEs')} autocomplete="off" spellcheck />
        <TextField name="nameEn" label={t('nameEn')} autocomplete="off" />
      </div>
      <div class="field-row">
        <TextArea name="descriptionEs" label={t('descriptionEs')} rows={2} />
        <TextArea name="descriptionEn" label={t('descriptionEn')} rows={2} />
      </div>
      <div class="field-row">
        <TextField name="resultEs" label={t('resultEs')} autocomplete="off" spellcheck optional />
        <TextField name="resultEn" label={t('resultEn')} autocomplete="off" optional />
      </div>
      <h2>{t('fieldsWhere')}</h2>
      <div class="field-row">
        <CheckboxGroup
          name="audiences"
          label={t('audiences')}
          choices={AUDIENCES.map((value) => ({ value, label: w(`audience_${value}`) }))}
        />
        <CheckboxGroup
          name="channels"
          label={t('channels')}
          choices={CHANNELS.map((value) => ({ value, label: w(`channel_${value}`) }))}
        />
      </div>
      {offices.length > 0 && (
        <CheckboxGroup
          name="offices"
          label={t('offices')}
          hint={t('officesHint')}
          optional
          inline
          choices={offices.map(({ code, name }) => ({ value: code, label: name }))}
        />
      )}
      <Checkbox name="byMunicipality" label={t('byMunicipality')} />
      <h2>{t('fieldsNeeds')}</h2>
      <TextArea name="requirements" label={t('requirements')} hint={t('requirementsHint')} rows={6} />
      <div class="field-row">
        <TextField
          name="costCents"
          label={t('costPesos')}
          hint={t('emptyIfUnknown')}
          width="s"
          inputmode="decimal"
          prefix="$"
          autocomplete="off"
          optional
        />
        <TextField name="costBasis" label={t('costBasis')} autocomplete="off" optional />
      </div>
      <div class="field-row">
        <TextField name="responseDays" label={t('responseDays')} hint={t('emptyIfUnknown')} optional {...days} />
        <TextField name="timeNote" label={t('timeNote')} autocomplete="off" optional />
      </div>
      <div class="field-row">
        <TextField name="correctionDays" label={t('correctionDays')} {...days} />
        <TextField name="legalBasis" label={t('legalBasis')} autocomplete="off" />
      </div>
      <h2>{t('fieldsReasons')}</h2>
      <div class="field-row">
        <TextArea name="suspensionReasons" label={t('suspensionReasons')} hint={t('reasonsHint')} rows={6} optional />
        <TextArea name="rejectionGrounds" label={t('rejectionGrounds')} hint={t('groundsHint')} rows={6} optional />
      </div>
      <h2>{t('fieldsSearch')}</h2>
      <TextArea name="synonyms" label={t('synonyms')} hint={t('synonymsHint')} rows={6} optional />
    </>
  );
}
