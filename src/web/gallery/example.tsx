import type { ComponentChildren } from 'preact';

/** A component in one of its states, with the words that say which. */
export function Example({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <section class="example">
      <h3>{name}</h3>
      <div>{children}</div>
    </section>
  );
}

/** A family of components. `id` is where the list at the top leads. */
export interface Family {
  readonly id: string;
  readonly title: string;
  readonly view: () => ComponentChildren;
}
