import type { WebCtx } from '#platform/http/routes.ts';
import { can, isSteppedUp } from '#platform/permissions/permissions.ts';
import { Button, ButtonRow, LinkButton } from '#web/ui/button/button.tsx';
import { SelectField } from '#web/ui/field/choice-fields.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import type { FormState } from '#web/ui/form/form-state.ts';
import { ActionButton, Form } from '#web/ui/form/form.tsx';
import { Notice } from '#web/ui/notice/notice.tsx';
import type { Service } from '#modules/catalogue/index.ts';
import { deskTexts } from '../../desk-texts.ts';
import { proposalMark } from '../../proposal-mark.ts';
import { stepsFrom } from '../../domain/statuses.ts';
import type { Procedure } from '../../queries/procedure.ts';
import type { Analyst } from '../../queries/work-log.ts';
import { workTexts } from '../../work-texts.ts';
import { OutcomeFields, proposedOutcome } from './reasons.tsx';
import { stepUpAddress } from './step-up.ts';

export interface WorkCardsProps {
  ctx: WebCtx;
  procedure: Procedure;
  service: Service | undefined;
  analysts: readonly Analyst[];
  /** Nobody who is there works on it. */
  free: boolean;
  form: FormState;
  /** Which form of the page was refused: its mistakes stand there. */
  refused: string | undefined;
}

/** What whoever looks at the procedure can do to bring it to a signature. */
export function WorkCards(props: WorkCardsProps) {
  const { ctx, procedure, free } = props;
  const may = (action: string) => can(ctx.access, ctx.actor, action, procedure.unitId);
  const open = procedure.status === 'entered' || procedure.status === 'in_analysis';
  if (!open) return null;
  const here = `/personal/registro/${procedure.id}`;
  const own = ctx.actor.kind === 'staff' && procedure.analystId === ctx.actor.staffId;
  const signable = stepsFrom(procedure.status).includes('sign');
  const maySign = may('registry.sign');
  const mayPropose = may('registry.analyse') && !maySign && (own || free);
  return (
    <>
      {may('registry.analyse') && <TakeButtons {...props} here={here} own={own} assigns={may('registry.assign')} />}
      {signable && maySign && <SignCard {...props} here={here} />}
      {signable && mayPropose && <ProposeCard {...props} here={here} />}
      {may('registry.assign') && <AssignForm {...props} here={here} />}
    </>
  );
}

/** Take it up, take it on from nobody, let it go. */
function TakeButtons({
  ctx,
  procedure,
  here,
  own,
  free,
  assigns,
}: WorkCardsProps & { here: string; own: boolean; assigns: boolean }) {
  const w = workTexts(ctx.locale);
  return (
    <ButtonRow>
      {stepsFrom(procedure.status).includes('analyse') && (own || free || assigns) && (
        <ActionButton action={`${here}/tomar`} kind="primary">
          {deskTexts(ctx.locale)('take')}
        </ActionButton>
      )}
      {procedure.status === 'in_analysis' && free && (
        <ActionButton action={`${here}/tomar`}>{w('takeOn')}</ActionButton>
      )}
      {!free && (own || assigns) && (
        <ActionButton action={`${here}/soltar`} kind="quiet">
          {w('release')}
        </ActionButton>
      )}
    </ButtonRow>
  );
}

/** Who may not sign says what they would sign. */
function ProposeCard({ ctx, procedure, service, form, refused, here }: WorkCardsProps & { here: string }) {
  const w = workTexts(ctx.locale);
  return (
    <section class="card" aria-labelledby="propose">
      <h2 id="propose">{w('propose')}</h2>
      <p>{w('proposeLead')}</p>
      <Form
        action={`${here}/proponer`}
        state={refused === 'propose' ? form : proposedOutcome(procedure, service)}
        submit={w(procedure.proposal ? 'proposeAgain' : 'propose')}
        class="outcome"
      >
        <OutcomeFields service={service} />
      </Form>
    </section>
  );
}

function AssignForm({ ctx, analysts, here, free }: WorkCardsProps & { here: string }) {
  const w = workTexts(ctx.locale);
  return (
    <Form action={`${here}/asignar`} class="filters">
      <SelectField
        name="analista"
        label={w('assignTo')}
        choices={analysts.map(({ staffId, name }) => ({ value: staffId, label: name }))}
        width="l"
      />
      <Button kind="secondary">{free ? w('assign') : w('reassign')}</Button>
    </Form>
  );
}

/** With a proposal, confirming it is the first thing at hand; signing something else stays possible. */
function SignCard({ ctx, procedure, service, form, refused, here }: WorkCardsProps & { here: string }) {
  const w = workTexts(ctx.locale);
  const t = deskTexts(ctx.locale);
  const { proposal } = procedure;
  // Said before anything is filled: on the way to the second factor it would be lost.
  if (!isSteppedUp(ctx) && refused !== 'sign') {
    return (
      <section class="card" aria-labelledby="sign">
        <h2 id="sign">{t('sign')}</h2>
        <Notice>
          <p>{w('stepUpFirst')}</p>
        </Notice>
        <LinkButton href={stepUpAddress(here)}>{w('stepUpGo')}</LinkButton>
      </section>
    );
  }
  const sign = (
    <Form action={`${here}/firmar`} {...(refused === 'sign' ? { state: form } : {})} submit={t('sign')} class="outcome">
      <OutcomeFields service={service} />
    </Form>
  );
  return (
    <section class="card" aria-labelledby="sign">
      <h2 id="sign">{t('sign')}</h2>
      {proposal ? (
        <>
          <p>
            <strong>{w(`proposed_${proposal}`)}</strong>
          </p>
          {procedure.proposalReasons.length > 0 && (
            <ul>
              {procedure.proposalReasons.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          )}
          <ActionButton action={`${here}/confirmar`} kind="primary" fields={{ visto: proposalMark(procedure) }}>
            {w('confirm')}
          </ActionButton>
          <details open={refused === 'return'}>
            <summary>{w('returnIt')}</summary>
            <Form
              action={`${here}/devolver`}
              {...(refused === 'return' ? { state: form } : {})}
              submit={w('returnIt')}
              submitKind="secondary"
            >
              <TextField name="note" label={w('returnNote')} maxLength={200} />
            </Form>
          </details>
          <details open={refused === 'sign'}>
            <summary>{w('signOtherwise')}</summary>
            {sign}
          </details>
        </>
      ) : (
        sign
      )}
    </section>
  );
}
