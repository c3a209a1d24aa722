import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../icon/icon.tsx';

/** One primary per page: the next step. Danger is for what cannot be undone and always leads to a confirmation. */
export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger';

export interface ButtonProps {
  children: ComponentChildren;
  kind?: ButtonKind;
  icon?: IconName;
  /** Name and value are sent only by the button that was pressed: how a form with two buttons tells them apart. */
  name?: string;
  value?: string;
  /** Id of a form that the button stands outside of. */
  form?: string;
  formAction?: string;
  /** Pressing it may leave fields empty, for "save and go on later". */
  formNoValidate?: boolean;
  type?: 'submit' | 'button' | 'reset';
  id?: string;
  /** Words for screen readers after the label, where the label alone is ambiguous ("Cambiar" + "el teléfono"). */
  hiddenText?: string;
  /** Key that presses it on staff screens; shown on the button by the shortcuts island. */
  shortcut?: string;
}

export function Button({
  children,
  kind = 'primary',
  icon,
  hiddenText,
  shortcut,
  type = 'submit',
  ...rest
}: ButtonProps) {
  return (
    <button class={`button button-${kind}`} type={type} data-shortcut={shortcut} {...rest}>
      <ButtonLabel icon={icon} hiddenText={hiddenText}>
        {children}
      </ButtonLabel>
    </button>
  );
}

export interface LinkButtonProps {
  children: ComponentChildren;
  href: string;
  kind?: ButtonKind;
  icon?: IconName;
  hiddenText?: string;
  shortcut?: string;
  /** File name for a download link. */
  download?: string | true;
}

/** A link that looks like a button, for going somewhere; changing something takes a Button in a Form. */
export function LinkButton({ children, kind = 'primary', icon, hiddenText, shortcut, ...rest }: LinkButtonProps) {
  return (
    <a class={`button button-${kind}`} data-shortcut={shortcut} {...rest}>
      <ButtonLabel icon={icon} hiddenText={hiddenText}>
        {children}
      </ButtonLabel>
    </a>
  );
}

function ButtonLabel(props: {
  icon: IconName | undefined;
  hiddenText: string | undefined;
  children: ComponentChildren;
}) {
  return (
    <>
      {props.icon && <Icon name={props.icon} />}
      <span>{props.children}</span>
      {props.hiddenText && <span class="visually-hidden"> {props.hiddenText}</span>}
    </>
  );
}

/** Buttons side by side that wrap on a narrow screen. */
export function ButtonRow({ children }: { children: ComponentChildren }) {
  return <div class="button-row">{children}</div>;
}
