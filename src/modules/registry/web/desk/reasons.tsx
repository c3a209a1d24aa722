import { z } from 'zod';
import type { Service } from '#modules/catalogue/index.ts';
import { useTexts } from '#web/page.tsx';
import { CheckboxGroup, RadioGroup } from '#web/ui/field/choice-fields.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { deskTexts } from '../../desk-texts.ts';
import { OUTCOMES } from '../../domain/statuses.ts';
import { refusedForm } from '#platform/http/form.ts';
import type { WebCtx } from '#platform/http/routes.ts';
import type { FormState } from '#web/ui/form/form-state.ts';
import type { Outcome } from '../../domain/statuses.ts';

/** The outcome, the reasons of the service's own list, and room for another one: for a proposal and for a signature. */
export function OutcomeFields({ service }: { service: Service | undefined }) {
  const t = useTexts(deskTexts);
  const reasons = [...new Set([...(service?.suspensionReasons ?? []), ...(service?.rejectionGrounds ?? [])])];
  return (
    <>
      <RadioGroup
        name="outcome"
        label={t('outcome')}
        choices={OUTCOMES.map((outcome) => ({ value: outcome, label: t(`outcome_${outcome}`) }))}
      />
      <CheckboxGroup
        name="reasons"
        label={t('reasons')}
        optional
        choices={reasons.map((reason) => ({ value: reason, label: reason }))}
      />
      <TextField name="other" label={t('otherReason')} optional maxLength={200} />
    </>
  );
}

const schema = z.object({
  outcome: z.enum(OUTCOMES),
  reasons: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((value) => (value === undefined ? [] : [value].flat())),
  other: z.string().max(200).optional(),
});

/** Reads what `OutcomeFields` sent; an accepted one carries no reasons, whatever was ticked. */
export function parseOutcome(
  ctx: WebCtx,
): { readonly ok: true; outcome: Outcome; reasons: string[] } | { readonly ok: false; state: FormState } {
  const t = deskTexts(ctx.locale);
  const raw = ctx.request.form;
  const form = schema.safeParse(Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== '')));
  if (!form.success) return { ok: false, state: refusedForm(raw, { outcome: t('outcomeNeeded') }) };
  const { outcome, other } = form.data;
  const reasons = outcome === 'accepted' ? [] : [...form.data.reasons, ...(other?.trim() ? [other.trim()] : [])];
  if (outcome !== 'accepted' && reasons.length === 0) {
    return { ok: false, state: refusedForm(raw, { reasons: t('reasonNeeded') }) };
  }
  return { ok: true, outcome, reasons };
}
