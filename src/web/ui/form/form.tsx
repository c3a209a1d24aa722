import type { ComponentChildren } from 'preact';
import { usePage } from '../../page.tsx';
import { Button, type ButtonKind } from '../button/button.tsx';
import { FormScopeContext } from './form-context.ts';
import { EMPTY_FORM, hasErrors, TOKEN_FIELD, type FormState } from './form-state.ts';

export interface FormProps {
  action: string;
  children?: ComponentChildren;
  /** Values and errors for every field inside; a new form needs none. */
  state?: FormState;
  /** "get" for searches and filters, which change nothing and carry no token. */
  method?: 'post' | 'get';
  /** Words of the main button; without them the caller places its own buttons. */
  submit?: ComponentChildren;
  submitKind?: ButtonKind;
  /** True when a file is sent along. */
  multipart?: boolean;
  id?: string;
  /** Set when a page has two forms with equal field names; give the same to ErrorSummary. */
  idPrefix?: string;
  /** Ask before leaving with changes (staff pages with `islands={['unsaved']}`). */
  warnUnsaved?: boolean;
  /** Address that answers this form with a page whose preview it is; the template-preview island asks it as one types. */
  preview?: string;
  class?: string;
}

/**
 * A form that works without script. Validation is the server's alone (`novalidate`), so that everybody reads the same
 * plain message in the same place, in the language of the page and not in that of the browser.
 */
export function Form({ action, children, state = EMPTY_FORM, method = 'post', idPrefix = '', ...props }: FormProps) {
  const { formToken } = usePage();
  return (
    <FormScopeContext.Provider value={{ state, idPrefix }}>
      <form
        action={action}
        method={method}
        class={props.class ? `form ${props.class}` : 'form'}
        noValidate
        id={props.id}
        enctype={props.multipart ? 'multipart/form-data' : undefined}
        data-warn-unsaved={props.warnUnsaved ? '' : undefined}
        data-refused={hasErrors(state) ? '' : undefined}
        data-preview={props.preview}
      >
        {method === 'post' && <input type="hidden" name={TOKEN_FIELD} value={formToken()} />}
        {children}
        {props.submit !== undefined && <Button kind={props.submitKind ?? 'primary'}>{props.submit}</Button>}
      </form>
    </FormScopeContext.Provider>
  );
}

/** Something the form carries along unseen; never personal data and never a decision that the server must check. */
export function Hidden({ name, value }: { name: string; value: string }) {
  return <input type="hidden" name={name} value={value} />;
}

/** A form that is only a button: one action on one thing, such as "Confirmar" in a row. */
export function ActionButton(props: {
  action: string;
  children: ComponentChildren;
  kind?: ButtonKind;
  shortcut?: string;
  fields?: Readonly<Record<string, string>>;
  hiddenText?: string;
}) {
  return (
    <Form action={props.action} class="form-inline">
      {Object.entries(props.fields ?? {}).map(([name, value]) => (
        <Hidden key={name} name={name} value={value} />
      ))}
      <Button
        kind={props.kind ?? 'secondary'}
        {...(props.hiddenText ? { hiddenText: props.hiddenText } : {})}
        {...(props.shortcut ? { shortcut: props.shortcut } : {})}
      >
        {props.children}
      </Button>
    </Form>
  );
}
