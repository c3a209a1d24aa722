import type { Locale } from '#platform/i18n/locale.ts';
import type { ComponentChildren } from 'preact';
import { Form, Hidden } from '#web/ui/form/form.tsx';
import { entranceTexts } from '../entrance-texts.ts';

interface PasskeyFormProps {
  action: string;
  locale: Locale;
  /** Whether the browser makes a passkey or uses one. */
  purpose: 'create' | 'get';
  /** What the browser is asked, as `@simplewebauthn/server` gave it. */
  options: object;
  submit: string;
  volver?: string;
  children?: ComponentChildren;
}

/**
 * A form whose answer is signed by a device. Only script can ask a device, so it stays hidden until the `passkey` island
 * shows it; every page with it has another way.
 */
export function PasskeyForm({ action, locale, purpose, options, submit, volver, children }: PasskeyFormProps) {
  const t = entranceTexts(locale);
  return (
    <div data-passkey={purpose} data-options={JSON.stringify(options)} hidden>
      <Form action={action} submit={submit} submitKind="secondary">
        {children}
        {volver && <Hidden name="volver" value={volver} />}
        <Hidden name="response" value="" />
        <p class="inline-error" role="alert" hidden>
          {t('passkeyProblem')}
        </p>
      </Form>
    </div>
  );
}

/** What the island put in, or undefined if it is no JSON. */
export function passkeyResponse(written: string): unknown {
  try {
    return JSON.parse(written.slice(0, 20_000));
  } catch {
    return undefined;
  }
}
