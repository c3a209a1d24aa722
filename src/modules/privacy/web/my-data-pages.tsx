import type { WebCtx } from '#platform/http/routes.ts';
import { PublicPage } from '#web/layout/public-page.tsx';
import { LinkButton } from '#web/ui/button/button.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { RadioGroup, SelectField } from '#web/ui/field/choice-fields.tsx';
import { TextArea } from '#web/ui/field/text-area.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import type { FormState } from '#web/ui/form/form-state.ts';
import { ActionButton, Form, Hidden } from '#web/ui/form/form.tsx';
import { RIGHTS } from '../domain/requests.ts';
import { myDataTexts } from '../my-data-texts.ts';
import { privacyPageTexts } from '../page-texts.ts';
import type { PersonalFile } from '../queries/personal-file.ts';
import { FileView } from './file-view.tsx';

export const MY_DATA = '/mis-datos';

interface AskProps {
  readonly ctx: WebCtx;
  readonly form: FormState;
  /** Institutions with offices, to choose from when there are several. */
  readonly agencies: readonly { readonly id: string; readonly name: string }[];
}

export function AskAddressPage({ ctx, form, agencies }: AskProps) {
  const t = myDataTexts(ctx.locale);
  return (
    <PublicPage context={ctx.page} title={t('title')}>
      <ErrorSummary form={form} />
      <h1>{t('title')}</h1>
      <p class="lead">{t('lead')}</p>
      <Form action={MY_DATA} state={form} submit={t('send')}>
        {agencies.length > 1 && (
          <SelectField
            name="dependencia"
            label={t('agency')}
            prompt="none"
            choices={agencies.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <TextField
          name="address"
          label={t('address')}
          hint={t('addressHint')}
          width="l"
          maxLength={120}
          autocomplete="off"
        />
      </Form>
    </PublicPage>
  );
}

export function AskCodePage({ ctx, form }: { ctx: WebCtx; form: FormState }) {
  const t = myDataTexts(ctx.locale);
  return (
    <PublicPage context={ctx.page} title={t('codeTitle')}>
      <ErrorSummary form={form} />
      <h1>{t('codeTitle')}</h1>
      <p class="lead">{t('sent')}</p>
      <Form action={`${MY_DATA}/codigo`} state={form} submit={t('check')}>
        <TextField
          name="code"
          label={t('code')}
          width="s"
          inputmode="numeric"
          autocomplete="one-time-code"
          maxLength={12}
        />
      </Form>
      <p>
        <a href={MY_DATA}>{t('again')}</a>
      </p>
    </PublicPage>
  );
}

interface MyDataProps {
  readonly ctx: WebCtx;
  readonly files: readonly PersonalFile[];
  readonly services: ReadonlyMap<string, string>;
  readonly form: FormState;
}

export function MyDataPage({ ctx, files, services, form }: MyDataProps) {
  const t = myDataTexts(ctx.locale);
  return (
    <PublicPage context={ctx.page} title={t('title')}>
      <ErrorSummary form={form} />
      <h1>{t('title')}</h1>
      {files.length === 0 && <p class="lead">{t('nobody')}</p>}
      {files.map((file) => (
        <section key={file.person.id} class="card" aria-labelledby={`p-${file.person.id}`}>
          <h2 id={`p-${file.person.id}`}>
            {file.person.names} {file.person.surnames}
          </h2>
          <FileView file={file} services={services} withdrawAt={`${MY_DATA}/retirar`} />
        </section>
      ))}
      {files.length > 0 && (
        <>
          <p class="no-print">
            <LinkButton href={`${MY_DATA}/descargar`} kind="secondary" icon="download" download>
              {t('downloadHere')}
            </LinkButton>
          </p>
          <p class="soft no-print">{t('print')}</p>
          <AskMore ctx={ctx} files={files} form={form} />
        </>
      )}
      <ActionButton action={`${MY_DATA}/salir`} kind="secondary">
        {t('leave')}
      </ActionButton>
    </PublicPage>
  );
}

function AskMore({ ctx, files, form }: Pick<MyDataProps, 'ctx' | 'files' | 'form'>) {
  const t = myDataTexts(ctx.locale);
  const p = privacyPageTexts(ctx.locale);
  const [only] = files;
  return (
    <section class="no-print" aria-labelledby="pedir">
      <h2 id="pedir">{t('ask')}</h2>
      <p>{t('askLead')}</p>
      <Form action={`${MY_DATA}/solicitar`} state={form} submit={t('sendRequest')}>
        {files.length > 1 ? (
          <RadioGroup
            name="persona"
            label={p('person')}
            choices={files.map(({ person }) => ({ value: person.id, label: `${person.names} ${person.surnames}` }))}
          />
        ) : (
          <Hidden name="persona" value={only?.person.id ?? ''} />
        )}
        <RadioGroup
          name="kind"
          label={t('kind')}
          choices={RIGHTS.map((right) => ({ value: right, label: p(right), hint: p(`${right}What`) }))}
        />
        <TextArea name="asked" label={t('asked')} hint={t('askedHint')} maxLength={1000} rows={4} />
      </Form>
    </section>
  );
}
