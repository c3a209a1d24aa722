import type { ComponentChildren } from 'preact';
import { useTexts } from '../../page.tsx';
import { useField } from '../form/form-context.ts';
import { valueOf, valuesOf, type FormState } from '../form/form-state.ts';
import { kitTexts } from '../kit-texts.ts';
import {
  controlAttributes,
  FieldFrame,
  FieldGroup,
  InlineError,
  type FieldProps,
  type FieldWidth,
} from './field-frame.tsx';

export interface Choice {
  value: string;
  label: string;
  /** A line under the label: an address, what the choice means. */
  hint?: ComponentChildren;
  disabled?: boolean;
  /** Heading under which a select groups it. */
  group?: string;
}

export interface SelectFieldProps extends FieldProps {
  choices: readonly Choice[];
  width?: FieldWidth;
  /** First entry, with an empty value; "none" leaves it out. */
  prompt?: string;
}

/** A list that opens. For up to six choices RadioGroup is kinder: everything is in sight. */
export function SelectField(props: SelectFieldProps) {
  const { state, id, error } = useField(props.name, props.form);
  const t = useTexts(kitTexts);
  const chosen = valueOf(state, props.name);
  return (
    <FieldFrame {...props} id={id} error={error}>
      <select
        {...controlAttributes(id, props.hint, error)}
        class={`input select width-${props.width ?? 'l'}`}
        name={props.name}
      >
        {props.prompt !== 'none' && <option value="">{props.prompt ?? t('choose')}</option>}
        {[...Map.groupBy(props.choices, (choice) => choice.group)].map(([group, choices]) => {
          const options = choices.map((choice) => (
            <option
              key={choice.value}
              value={choice.value}
              selected={choice.value === chosen}
              disabled={choice.disabled}
            >
              {choice.label}
            </option>
          ));
          return group === undefined ? options : <optgroup label={group}>{options}</optgroup>;
        })}
      </select>
    </FieldFrame>
  );
}

export interface ChoiceGroupProps extends FieldProps {
  choices: readonly Choice[];
  /** Side by side, for two or three short answers. */
  inline?: boolean;
  /** "tiles" draws each choice as a plate with a border: times of day, channels. */
  look?: 'list' | 'tiles';
}

/** One answer of several, all in sight. */
export function RadioGroup(props: ChoiceGroupProps) {
  return <ChoiceGroup {...props} type="radio" />;
}

/** Any number of answers. */
export function CheckboxGroup(props: ChoiceGroupProps) {
  return <ChoiceGroup {...props} type="checkbox" />;
}

function ChoiceGroup(props: ChoiceGroupProps & { type: 'radio' | 'checkbox' }) {
  const { state, id, error } = useField(props.name, props.form);
  const chosen = valuesOf(state, props.name);
  const look = `choices${props.inline ? ' choices-inline' : ''}${props.look === 'tiles' ? ' choices-tiles' : ''}`;
  return (
    <FieldGroup {...props} id={id} error={error} role={props.type === 'radio' ? 'radiogroup' : 'group'}>
      <div class={look}>
        {props.choices.map((choice, index) => {
          // The first one carries the id of the field: the error summary leads there.
          const own = index === 0 ? id : `${id}-${index + 1}`;
          return (
            <div key={choice.value} class="choice">
              <input
                type={props.type}
                id={own}
                name={props.name}
                value={choice.value}
                checked={chosen.includes(choice.value)}
                disabled={choice.disabled}
                aria-describedby={choice.hint ? `${own}-note` : undefined}
              />
              <label for={own}>{choice.label}</label>
              {choice.hint && (
                <p class="choice-hint" id={`${own}-note`}>
                  {choice.hint}
                </p>
              )}
            </div>
          );
        })}
      </div>
    </FieldGroup>
  );
}

/** A single yes, such as a consent. Never ticked in advance unless the person ticked it (Ley de Protección de Datos). */
export function Checkbox(props: {
  name: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
  form?: FormState;
  value?: string;
}) {
  const { state, id, error } = useField(props.name, props.form);
  const value = props.value ?? '1';
  return (
    <div class={error ? 'field field-error' : 'field'}>
      {error && <InlineError id={`${id}-error`}>{error}</InlineError>}
      <div class="choice">
        <input
          {...controlAttributes(id, props.hint, error)}
          type="checkbox"
          name={props.name}
          value={value}
          checked={valuesOf(state, props.name).includes(value)}
        />
        <label for={id}>{props.label}</label>
        {props.hint && (
          <p class="choice-hint" id={`${id}-hint`}>
            {props.hint}
          </p>
        )}
      </div>
    </div>
  );
}
