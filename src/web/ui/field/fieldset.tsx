import type { ComponentChildren } from 'preact';

/** Fields that belong together, under a heading that screen readers repeat. */
export function Fieldset({
  legend,
  hint,
  children,
}: {
  legend: ComponentChildren;
  hint?: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <fieldset class="fieldset fieldset-section">
      <legend class="fieldset-title">{legend}</legend>
      {hint && <p class="hint">{hint}</p>}
      {children}
    </fieldset>
  );
}

/** Fields side by side where there is room, one below the other on a telephone. */
export function FieldRow({ children }: { children: ComponentChildren }) {
  return <div class="field-row">{children}</div>;
}
