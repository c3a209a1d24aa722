import { useField } from '../form/form-context.ts';
import { valueOf } from '../form/form-state.ts';
import { controlAttributes, FieldFrame, type FieldProps } from './field-frame.tsx';

export interface TextAreaProps extends FieldProps {
  rows?: number;
  maxLength?: number;
  spellcheck?: boolean;
}

/** Several lines of text; the box grows with what is written where the browser can do so. */
export function TextArea(props: TextAreaProps) {
  const { state, id, error } = useField(props.name, props.form);
  return (
    <FieldFrame {...props} id={id} error={error}>
      <textarea
        {...controlAttributes(id, props.hint, error)}
        class="input textarea"
        name={props.name}
        rows={props.rows ?? 5}
        maxLength={props.maxLength}
        spellcheck={props.spellcheck ?? true}
        value={valueOf(state, props.name)}
      />
    </FieldFrame>
  );
}
