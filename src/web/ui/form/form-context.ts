import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { EMPTY_FORM, fieldId, type FormState } from './form-state.ts';

interface FormScope {
  state: FormState;
  idPrefix: string;
}

/** What Form tells the fields inside it. */
export const FormScopeContext = createContext<FormScope>({ state: EMPTY_FORM, idPrefix: '' });

/** The state of the form that a field stands in, or the one given to the field itself, and the id of the field. */
export function useField(name: string, own: FormState | undefined): { state: FormState; id: string; error?: string } {
  const scope = useContext(FormScopeContext);
  const state = own ?? scope.state;
  const error = state.errors[name];
  return { state, id: scope.idPrefix + fieldId(name), ...(error === undefined ? {} : { error }) };
}
