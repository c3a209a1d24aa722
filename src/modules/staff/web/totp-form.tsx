import type { Locale } from '#platform/i18n/locale.ts';
import { TextField } from '#web/ui/field/text-field.tsx';
import type { FormState } from '#web/ui/form/form-state.ts';
import { Form, Hidden } from '#web/ui/form/form.tsx';
import { Notice } from '#web/ui/notice/notice.tsx';
import { QrCode } from '#web/ui/qr/qr.tsx';
import type { TotpProposal } from '../commands/second-factor.ts';
import { entranceTexts } from '../entrance-texts.ts';

interface CodeFormProps {
  action: string;
  locale: Locale;
  form: FormState;
  volver?: string;
}

/** Asks for a code of the application that the account knows. */
export function TotpForm({ action, locale, form, volver }: CodeFormProps) {
  const t = entranceTexts(locale);
  return (
    <Form action={action} state={form} submit={t('confirm')}>
      {volver && <Hidden name="volver" value={volver} />}
      <CodeField label={t('code')} />
    </Form>
  );
}

/** Shows a new secret and asks for a code of it. The secret stays the same when the code was mistyped. */
export function EnrolTotpForm({ action, locale, form, proposal }: CodeFormProps & { proposal: TotpProposal }) {
  const t = entranceTexts(locale);
  return (
    <>
      <Notice>
        <div class="qr">
          <QrCode content={proposal.uri} title={t('enrolTitle')} />
        </div>
        <p>
          {t('enrolKey')}: <span class="mono breakable">{proposal.secret.replace(/(.{4})(?=.)/g, '$1 ')}</span>
        </p>
      </Notice>
      <Form action={action} state={form} submit={t('confirm')}>
        <Hidden name="proposal" value={proposal.sealed} />
        <CodeField label={t('code')} />
      </Form>
    </>
  );
}

function CodeField({ label }: { label: string }) {
  return (
    <TextField name="code" label={label} width="s" inputmode="numeric" autocomplete="one-time-code" maxLength={9} />
  );
}
