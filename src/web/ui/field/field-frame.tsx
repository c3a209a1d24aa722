import type { ComponentChildren, JSX } from 'preact';
import { useTexts } from '../../page.tsx';
import { kitTexts } from '../kit-texts.ts';
import type { FormState } from '../form/form-state.ts';

/** What every field takes. */
export interface FieldProps {
  name: string;
  label: ComponentChildren;
  /** One sentence under the label, read out with the field. */
  hint?: ComponentChildren;
  /** Only for a field outside a Form: inside one, the form's own state is used. */
  form?: FormState;
  /** Marks the field "(opcional)": what is not marked is needed. */
  optional?: boolean;
  /** The label is the question of the whole page and becomes its main heading. */
  asHeading?: boolean;
}

/** Room for about this many characters; "full" takes the line. A field's size says how long the answer is. */
export type FieldWidth = 'xs' | 's' | 'm' | 'l' | 'full';

/** Ties a control to its hint and error. */
export interface ControlAttributes {
  id: string;
  'aria-describedby'?: string;
  'aria-invalid'?: 'true';
}

export function controlAttributes(id: string, hint: unknown, error: string | undefined): ControlAttributes {
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return {
    id,
    ...(described ? { 'aria-describedby': described } : {}),
    ...(error ? { 'aria-invalid': 'true' as const } : {}),
  };
}

export function Hint({ id, children }: { id?: string; children: ComponentChildren }) {
  return (
    <p class="hint" id={id}>
      {children}
    </p>
  );
}

export function InlineError({ id, children }: { id?: string; children: ComponentChildren }) {
  const t = useTexts(kitTexts);
  return (
    <p class="inline-error" id={id}>
      <span class="visually-hidden">{t('errorPrefix')}</span> {children}
    </p>
  );
}

export function OptionalMark({ shown }: { shown: boolean | undefined }) {
  const t = useTexts(kitTexts);
  return shown ? <span class="optional"> {t('optional')}</span> : null;
}

/** A label, its hint and error, and one control below them. */
export function FieldFrame(props: FieldProps & { id: string; error: string | undefined; children: JSX.Element }) {
  const label = (
    <label class="label" for={props.id}>
      {props.label}
      <OptionalMark shown={props.optional} />
    </label>
  );
  return (
    <div class={props.error ? 'field field-error' : 'field'}>
      {props.asHeading ? <h1 class="label-heading">{label}</h1> : label}
      {props.hint && <Hint id={`${props.id}-hint`}>{props.hint}</Hint>}
      {props.error && <InlineError id={`${props.id}-error`}>{props.error}</InlineError>}
      {props.children}
    </div>
  );
}

/** Several controls that answer one question: legend, hint and error, then the controls. */
export function FieldGroup(
  props: FieldProps & {
    id: string;
    error: string | undefined;
    children: ComponentChildren;
    role?: 'radiogroup' | 'group';
  },
) {
  const { id: _, ...described } = controlAttributes(props.id, props.hint, props.error);
  const legend = (
    <>
      {props.label}
      <OptionalMark shown={props.optional} />
    </>
  );
  // aria-invalid is not allowed on a fieldset without the radiogroup role.
  const attributes =
    props.role === 'radiogroup'
      ? { role: 'radiogroup' as const, ...described }
      : { 'aria-describedby': described['aria-describedby'] };
  return (
    <fieldset class={props.error ? 'field field-error fieldset' : 'field fieldset'} {...attributes}>
      <legend class="label">{props.asHeading ? <h1 class="label-heading">{legend}</h1> : legend}</legend>
      {props.hint && <Hint id={`${props.id}-hint`}>{props.hint}</Hint>}
      {props.error && <InlineError id={`${props.id}-error`}>{props.error}</InlineError>}
      {props.children}
    </fieldset>
  );
}
