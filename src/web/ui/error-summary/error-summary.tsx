import { useTexts } from '../../page.tsx';
import { fieldId, hasErrors, type FormState } from '../form/form-state.ts';
import { kitTexts } from '../kit-texts.ts';

/**
 * All mistakes at the top of the page, each a link into its field. It takes the focus when the page opens (a plain
 * `autofocus`, no script): otherwise a person with a screen reader hears the same page again and no reason.
 */
export function ErrorSummary({ form, idPrefix = '' }: { form: FormState; idPrefix?: string }) {
  const t = useTexts(kitTexts);
  if (!hasErrors(form)) return null;
  const errors = Object.entries(form.errors);
  return (
    <div
      class="error-summary"
      id="error-summary"
      role="alert"
      tabIndex={-1}
      autofocus
      aria-labelledby="error-summary-title"
    >
      <h2 class="error-summary-title" id="error-summary-title">
        {errors.length > 0 ? t('errorSummaryTitle', { count: errors.length }) : t('formProblemTitle')}
      </h2>
      {form.formError && <p>{form.formError}</p>}
      {errors.length > 0 && (
        <ul>
          {errors.map(([name, message]) => (
            <li key={name}>
              <a href={`#${idPrefix}${fieldId(name)}`}>{message}</a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
