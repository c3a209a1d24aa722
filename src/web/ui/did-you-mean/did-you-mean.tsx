import { useTexts } from '../../page.tsx';
import { Button } from '../button/button.tsx';
import { useField } from '../form/form-context.ts';
import { valueOf } from '../form/form-state.ts';
import { Hidden } from '../form/form.tsx';
import { kitTexts } from '../kit-texts.ts';
import { Notice } from '../notice/notice.tsx';

export interface DidYouMeanProps {
  /** As the person wrote it. */
  typed: string;
  /** What they probably meant; undefined: nothing to ask (now). */
  meant: string | undefined;
  /** Names of the button that takes the suggestion and of what is carried along so that the question comes once. */
  names: { readonly use: string; readonly seen: string };
}

/**
 * A question inside a form, never an error: one press takes what was probably meant, sending the form again keeps what was
 * typed. Works without script. It takes the focus, so that the browser shows it: it stands where the address was typed,
 * which in a long form is out of sight.
 */
export function DidYouMean({ typed, meant, names }: DidYouMeanProps) {
  const t = useTexts(kitTexts);
  const { state } = useField(names.seen, undefined);
  const seen = valueOf(state, names.seen);
  // Asked and answered: a form that comes back for another reason does not ask again.
  if (meant === undefined) return seen === '' ? null : <Hidden name={names.seen} value={seen} />;
  return (
    <div role="status" id={names.use} tabIndex={-1} autofocus>
      <Notice kind="warning">
        <p>
          {t('youWrote')} <strong>{typed}</strong>. {t('didYouMean')} <strong>{meant}</strong>?
        </p>
        <p>{t('keepTyped')}</p>
        <Hidden name={names.seen} value={typed.trim().toLowerCase()} />
        <Button kind="secondary" name={names.use} value={meant}>
          {t('useMeant', { meant })}
        </Button>
      </Notice>
    </div>
  );
}
