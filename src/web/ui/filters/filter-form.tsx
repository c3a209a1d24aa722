import type { ComponentChildren } from 'preact';
import { Button } from '../button/button.tsx';
import type { FormState } from '../form/form-state.ts';
import { Form } from '../form/form.tsx';

export interface FilterFormProps {
  action: string;
  /** What is chosen now, as the address says it. */
  state: FormState;
  /** Words of the button. */
  submit: ComponentChildren;
  children: ComponentChildren;
  /** Filters that are seldom needed, folded away below the button. */
  more?: ComponentChildren;
}

/** What narrows the list below it. A plain GET, so that what is shown can be bookmarked and sent to a colleague. */
export function FilterForm({ submit, children, more, ...form }: FilterFormProps) {
  return (
    <Form {...form} method="get" class="filters">
      {children}
      <Button kind="secondary">{submit}</Button>
      {more}
    </Form>
  );
}
