import type { Service } from '#modules/catalogue/index.ts';
import { useTexts } from '#web/page.tsx';
import { CheckboxGroup } from '#web/ui/field/choice-fields.tsx';
import { TextArea } from '#web/ui/field/text-area.tsx';
import { valueOf, type FormState } from '#web/ui/form/form-state.ts';
import { deskTexts } from '../../desk-texts.ts';
import { intakeTexts } from '../../intake-texts.ts';

const fieldOf = (slug: string) => `docs-${slug}`;

/**
 * What the catalogue asks for with the chosen service, to tick (the island `offer` shows the right list), and room to
 * write: for what is not on the list, and for everything where no script runs.
 */
export function DocumentFields({ services, form }: { services: readonly Service[]; form: FormState }) {
  const t = useTexts(deskTexts);
  const i = useTexts(intakeTexts);
  const chosen = valueOf(form, 'service');
  return (
    <>
      {services
        .filter(({ requirements }) => requirements.length > 0)
        .map(({ slug, requirements }) => (
          <div key={slug} data-offer={`service=${slug}`} hidden={slug !== chosen}>
            <CheckboxGroup
              name={fieldOf(slug)}
              label={t('documents')}
              optional
              choices={requirements.map((document) => ({ value: document, label: document }))}
            />
          </div>
        ))}
      <TextArea name="documents" label={i('otherDocuments')} hint={t('documentsHint')} optional />
    </>
  );
}

/** The documents in words: what was ticked of the service's own list, then what was written, one per line. */
export function documentsOf(
  form: Readonly<Record<string, string | readonly string[]>>,
  service: Service | undefined,
): string[] {
  const ticked = new Set([form[fieldOf(service?.slug ?? '')] ?? []].flat());
  const written = String(form.documents ?? '').split('\n');
  return [
    ...(service?.requirements ?? []).filter((document) => ticked.has(document)),
    ...written.flatMap((text) => text.trim() || []),
  ];
}
