import { useTexts } from '../../page.tsx';
import { useField } from '../form/form-context.ts';
import { kitTexts } from '../kit-texts.ts';
import { controlAttributes, FieldFrame, Hint, type FieldProps } from './field-frame.tsx';

export interface FileFieldProps extends FieldProps {
  /** Extensions with their dot (".pdf"); shown to the person and offered to the file chooser. The server checks bytes. */
  accept: readonly string[];
  megabytes: number;
  multiple?: boolean;
  /** Opens the camera of a telephone for photographing a paper. */
  capture?: 'environment';
}

/** Choosing a file. A browser never gives a file back after an error: the page must say when it is to be chosen again. */
export function FileField(props: FileFieldProps) {
  const { id, error } = useField(props.name, props.form);
  const t = useTexts(kitTexts);
  const types = props.accept.map((type) => type.replace('.', '').toUpperCase()).join(', ');
  const attributes = controlAttributes(id, props.hint, error);
  const described = `${attributes['aria-describedby'] ?? ''} ${id}-limits`.trim();
  return (
    <FieldFrame {...props} id={id} error={error}>
      <>
        <Hint id={`${id}-limits`}>{t('fileLimits', { types, megabytes: props.megabytes })}</Hint>
        <input
          {...attributes}
          aria-describedby={described}
          class="input file"
          type="file"
          name={props.name}
          accept={props.accept.join(',')}
          multiple={props.multiple}
          capture={props.capture}
        />
      </>
    </FieldFrame>
  );
}
