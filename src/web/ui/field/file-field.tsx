import { acceptOf, typeWords, type UploadType } from '#platform/uploads/types.ts';
import { useTexts } from '../../page.tsx';
import { useField } from '../form/form-context.ts';
import { kitTexts } from '../kit-texts.ts';
import { controlAttributes, FieldFrame, type FieldProps } from './field-frame.tsx';

export interface FileFieldProps extends FieldProps {
  types: readonly UploadType[];
  /** Per file; the same as the route's `upload` limit. */
  megabytes: number;
  multiple?: boolean;
}

/**
 * A file to send, in a `<Form multipart>`. It says before choosing what is taken and how large it may be; what the
 * browser filters is only a convenience, `readUpload` decides. A browser never keeps a chosen file over a mistake.
 */
export function FileField(props: FileFieldProps) {
  const { id, error } = useField(props.name, props.form);
  const t = useTexts(kitTexts);
  const limits = t('fileLimits', { types: typeWords(props.types), megabytes: props.megabytes });
  const hint = props.hint ? (
    <>
      {props.hint} {limits}
    </>
  ) : (
    limits
  );
  return (
    <FieldFrame {...props} hint={hint} id={id} error={error}>
      <input
        {...controlAttributes(id, hint, error)}
        class="input file-input width-full"
        type="file"
        name={props.name}
        accept={acceptOf(props.types)}
        multiple={props.multiple}
      />
    </FieldFrame>
  );
}
