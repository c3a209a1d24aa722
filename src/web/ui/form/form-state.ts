// The shape in which a form travels from the parser to the page: what the person wrote, and what is wrong with it.
// The parser (platform/http) fills it; every field component reads it. Nothing else is passed between them.

export interface FormState {
  /** By field name, exactly as typed: a mistake never costs a person what they wrote. */
  readonly values: Readonly<Record<string, string | readonly string[]>>;
  /** By field name, one message each, in the language of the page. The error summary lists them in this order. */
  readonly errors: Readonly<Record<string, string>>;
  /** A mistake that belongs to no field, such as "that time has just been taken". */
  readonly formError?: string;
}

export const EMPTY_FORM: FormState = { values: {}, errors: {} };

/** A form filled with known values and without errors, for editing what exists. */
export function filledForm(values: FormState['values']): FormState {
  return { values, errors: {} };
}

/** The value of a field with one value; empty when absent. Of several values, the first. */
export function valueOf(state: FormState, name: string): string {
  const value = state.values[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

/** All values of a field such as a group of checkboxes. */
export function valuesOf(state: FormState, name: string): readonly string[] {
  const value = state.values[name];
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

export function hasErrors(state: FormState): boolean {
  return state.formError !== undefined || Object.keys(state.errors).length > 0;
}

/** Id of the first control of a field: where its error in the summary leads. */
export function fieldId(name: string): string {
  return name;
}

/** Name of the hidden input that carries the form token. */
export const TOKEN_FIELD = '_token';
