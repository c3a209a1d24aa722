import type { InputHTMLAttributes } from 'preact';
import { useField } from '../form/form-context.ts';
import { valueOf } from '../form/form-state.ts';
import { controlAttributes, FieldFrame, type FieldProps, type FieldWidth } from './field-frame.tsx';

export interface TextFieldProps extends FieldProps {
  width?: FieldWidth;
  type?: 'text' | 'tel' | 'email' | 'search' | 'password' | 'url' | 'date' | 'time';
  /** WCAG 1.3.5: the browser can fill in what it knows ("given-name", "family-name", "tel", "email", "one-time-code"). */
  autocomplete?: string;
  inputmode?: 'text' | 'numeric' | 'tel' | 'email' | 'decimal' | 'search';
  maxLength?: number;
  spellcheck?: boolean;
  /** Letters as the document prints them, for CURP and folios; only the look, the server normalises. */
  capitals?: boolean;
  /** Words before or after the box, such as "$" or "m²". */
  prefix?: string;
  suffix?: string;
  /** Suggestions of a plain datalist; free text stays possible. */
  suggestions?: readonly string[];
  autofocus?: boolean;
}

/** One line of text. Names, folios and codes are not spell-checked; a password never comes back with the page. */
export function TextField(props: TextFieldProps) {
  const { state, id, error } = useField(props.name, props.form);
  const type = props.type ?? 'text';
  const list = props.suggestions ? `${id}-list` : undefined;
  // Preact types each kind of input apart; one box that can be any of them has to say so.
  const attributes = {
    ...controlAttributes(id, props.hint, error),
    class: `input width-${props.width ?? 'full'}${props.capitals ? ' capitals' : ''}`,
    name: props.name,
    type,
    value: type === 'password' ? undefined : valueOf(state, props.name),
    autocomplete: props.autocomplete,
    inputMode: props.inputmode,
    maxLength: props.maxLength,
    spellcheck: props.spellcheck ?? false,
    autofocus: props.autofocus,
    list,
  } as InputHTMLAttributes;
  const input = <input {...attributes} />;
  return (
    <FieldFrame {...props} id={id} error={error}>
      <>
        {props.prefix || props.suffix ? (
          <div class={`affixed width-${props.width ?? 'full'}`}>
            {props.prefix && <span class="affix">{props.prefix}</span>}
            {input}
            {props.suffix && <span class="affix">{props.suffix}</span>}
          </div>
        ) : (
          input
        )}
        {props.suggestions && (
          <datalist id={list}>
            {props.suggestions.map((suggestion) => (
              <option key={suggestion} value={suggestion} />
            ))}
          </datalist>
        )}
      </>
    </FieldFrame>
  );
}

/** A telephone number, written as people like: the server removes spaces, dashes and brackets. */
export function TelField(props: Omit<TextFieldProps, 'type' | 'inputmode'>) {
  return <TextField width="m" autocomplete="tel" {...props} type="tel" inputmode="tel" />;
}

export function EmailField(props: Omit<TextFieldProps, 'type' | 'inputmode'>) {
  return <TextField width="l" autocomplete="email" {...props} type="email" inputmode="email" />;
}

/** A list of known answers that can be typed into, such as the 125 municipalities; works as a plain box without datalist. */
export function AutocompleteField(props: Omit<TextFieldProps, 'type'> & { suggestions: readonly string[] }) {
  return <TextField width="l" autocomplete="off" {...props} />;
}
