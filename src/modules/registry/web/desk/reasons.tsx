import { z } from 'zod';
import { refusedForm } from '#platform/http/form.ts';
import type { WebCtx } from '#platform/http/routes.ts';
import type { Service } from '#modules/catalogue/index.ts';
import { useTexts } from '#web/page.tsx';
import { CheckboxGroup, RadioGroup } from '#web/ui/field/choice-fields.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { EMPTY_FORM, filledForm, type FormState } from '#web/ui/form/form-state.ts';
import { deskTexts } from '../../desk-texts.ts';
import { OUTCOMES, type Outcome } from '../../domain/statuses.ts';
import type { Procedure } from '../../queries/procedure.ts';

/**
 * The outcome, the reasons that the catalogue has for it, and room for another one: for a proposal and for a signature.
 * The style sheet shows only the reasons of the chosen outcome; where it cannot, all stand there under their headings.
 */
export function OutcomeFields({ service }: { service: Service | undefined }) {
  const t = useTexts(deskTexts);
  const choicesOf = (reasons: readonly string[] = []) => reasons.map((reason) => ({ value: reason, label: reason }));
  return (
    <>
      <RadioGroup
        name="outcome"
        label={t('outcome')}
        choices={OUTCOMES.map((outcome) => ({ value: outcome, label: t(`outcome_${outcome}`) }))}
      />
      <div class="reasons-suspended">
        <CheckboxGroup
          name="reasons"
          label={t('reasons')}
          hint={t('reasonsHint')}
          choices={choicesOf(service?.suspensionReasons)}
        />
      </div>
      <div class="reasons-rejected">
        <CheckboxGroup
          name="grounds"
          label={t('grounds')}
          hint={t('groundsHint')}
          choices={choicesOf(service?.rejectionGrounds)}
        />
      </div>
      <div class="reasons-other">
        <TextField name="other" label={t('otherReason')} hint={t('otherReasonHint')} maxLength={200} />
      </div>
    </>
  );
}

/** What was proposed, filled in again, to be looked at and changed; empty while nothing is. */
export function proposedOutcome({ proposal, proposalReasons }: Procedure, service: Service | undefined): FormState {
  if (!proposal) return EMPTY_FORM;
  const listed = [...(service?.suspensionReasons ?? []), ...(service?.rejectionGrounds ?? [])];
  const other = proposalReasons.filter((reason) => !listed.includes(reason)).join(' ');
  return filledForm({ outcome: proposal, reasons: proposalReasons, grounds: proposalReasons, other });
}

const some = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : [value].flat()));
const schema = z.object({
  outcome: z.enum(OUTCOMES),
  reasons: some,
  grounds: some,
  other: z.string().max(200).optional(),
});

/** Reads what `OutcomeFields` sent; an accepted one carries no reasons, whatever was ticked before. */
export function parseOutcome(
  ctx: WebCtx,
): { readonly ok: true; outcome: Outcome; reasons: string[] } | { readonly ok: false; state: FormState } {
  const t = deskTexts(ctx.locale);
  const raw = ctx.request.form;
  const form = schema.safeParse(Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== '')));
  if (!form.success) return { ok: false, state: refusedForm(raw, { outcome: t('outcomeNeeded') }) };
  const { outcome, other } = form.data;
  if (outcome === 'accepted') return { ok: true, outcome, reasons: [] };
  const field = outcome === 'suspended' ? 'reasons' : 'grounds';
  const reasons = [...form.data[field], ...(other?.trim() ? [other.trim()] : [])];
  if (reasons.length === 0) return { ok: false, state: refusedForm(raw, { [field]: t('reasonNeeded') }) };
  return { ok: true, outcome, reasons };
}
