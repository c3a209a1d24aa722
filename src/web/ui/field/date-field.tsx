import { useTexts } from '../../page.tsx';
import { useField } from '../form/form-context.ts';
import { datePartNames, valueOf } from '../form/form-state.ts';
import { kitTexts } from '../kit-texts.ts';
import { FieldGroup, type FieldProps } from './field-frame.tsx';

export interface DateFieldProps extends FieldProps {
  /** "bday" lets the browser fill in the person's own birthday. */
  autocomplete?: 'bday';
  /** Which boxes are wrong; without it an error marks all three. */
  wrongParts?: readonly ('day' | 'month' | 'year')[];
}

/** A date in three boxes, for dates people know by heart. Arrives as NAME-day, NAME-month and NAME-year. */
export function DateField(props: DateFieldProps) {
  const { state, id, error } = useField(props.name, props.form);
  const t = useTexts(kitTexts);
  const names = datePartNames(props.name);
  const parts = [
    // The first box carries the id of the field, so that the error summary leads into it.
    { part: 'day', id, name: names.day, width: 'width-2', maxLength: 2 },
    { part: 'month', id: `${id}-month`, name: names.month, width: 'width-2', maxLength: 2 },
    { part: 'year', id: `${id}-year`, name: names.year, width: 'width-4', maxLength: 4 },
  ] as const;
  return (
    <FieldGroup {...props} id={id} error={error} role="group">
      <div class="date-parts">
        {parts.map(({ part, width, ...input }) => (
          <div key={part} class="date-part">
            <label class="label-small" for={input.id}>
              {t(part)}
            </label>
            <input
              {...input}
              class={`input ${width}`}
              type="text"
              inputMode="numeric"
              value={valueOf(state, input.name)}
              autocomplete={props.autocomplete ? `${props.autocomplete}-${part}` : undefined}
              aria-invalid={error && (props.wrongParts?.includes(part) ?? true) ? 'true' : undefined}
            />
          </div>
        ))}
      </div>
    </FieldGroup>
  );
}
