import type { WebCtx } from '#platform/http/routes.ts';
import { can } from '#platform/permissions/permissions.ts';
import { RadioGroup } from '#web/ui/field/choice-fields.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import type { FormState } from '#web/ui/form/form-state.ts';
import { ActionButton, Form } from '#web/ui/form/form.tsx';
import { IDENTITY_CHECKS } from '../../domain/identity.ts';
import { deskTexts } from '../../desk-texts.ts';
import { stepsFrom } from '../../domain/statuses.ts';
import type { Procedure } from '../../queries/procedure.ts';

interface ClosingCardsProps {
  ctx: WebCtx;
  procedure: Procedure;
  /** Whose name must be on the identification; undefined where it is not known. */
  applicant: string | undefined;
  /** The term to correct is over. */
  over: boolean;
  form: FormState;
  refused: string | undefined;
}

/** What ends a procedure or brings it back: delivery, re-entry, withdrawal. */
export function ClosingCards({ ctx, procedure, applicant, over, form, refused }: ClosingCardsProps) {
  const t = deskTexts(ctx.locale);
  const may = (action: string) => can(ctx.access, ctx.actor, action, procedure.unitId);
  const steps = stepsFrom(procedure.status);
  const here = `/personal/registro/${procedure.id}`;
  return (
    <>
      {steps.includes('deliver') && may('registry.deliver') && (
        <section class="card" aria-labelledby="deliver">
          <h2 id="deliver">{t('deliver')}</h2>
          <Form
            action={`${here}/entregar`}
            {...(refused === 'deliver' ? { state: form } : {})}
            submit={t('deliver')}
            class="delivery"
          >
            <RadioGroup
              name="identity"
              label={t('identity')}
              hint={applicant && t('identityHint', { name: applicant })}
              choices={IDENTITY_CHECKS.map((check) => ({ value: check, label: t(check) }))}
            />
            <div class="proxy">
              <TextField name="proxy" label={t('proxy')} hint={t('proxyHint')} maxLength={120} autocomplete="off" />
            </div>
          </Form>
        </section>
      )}
      {may('registry.enter') && steps.includes('reenter') && !over && (
        <p>
          <ActionButton action={`${here}/reingresar`} kind="primary">
            {t('reenter')}
          </ActionButton>
        </p>
      )}
      {may('registry.enter') && steps.includes('withdraw') && (
        <details open={refused === 'withdraw'}>
          <summary>{t('withdraw')}</summary>
          <Form
            action={`${here}/desistir`}
            {...(refused === 'withdraw' ? { state: form } : {})}
            submit={t('withdraw')}
            submitKind="danger"
          >
            <TextField name="reason" label={t('withdrawReason')} hint={t('withdrawHint')} maxLength={200} />
          </Form>
        </details>
      )}
    </>
  );
}
