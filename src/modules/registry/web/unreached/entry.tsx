import type { WebCtx } from '#platform/http/routes.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { Checkbox } from '#web/ui/field/choice-fields.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import type { FormState } from '#web/ui/form/form-state.ts';
import { ActionButton, Form, Hidden } from '#web/ui/form/form.tsx';
import { adviceFor } from '../../domain/unreached.ts';
import type { NamedEntry } from '../../queries/unreached.ts';
import { unreachedTexts } from '../../unreached-texts.ts';
import { ContactCell, ReasonCell, SettledTable, UNREACHED_URL, type NamedSettlement } from './list.tsx';
import { BackLink } from '#web/ui/back-link/back-link.tsx';

export interface EntryView {
  readonly ctx: WebCtx;
  readonly procedureId: string;
  readonly entries: readonly NamedEntry[];
  readonly history: readonly NamedSettlement[];
  readonly names: ReadonlyMap<string, string>;
  /** A code is on its way to the new contact. */
  readonly verificationId: string | undefined;
  /** A refused form, and which one it was. */
  readonly form: FormState;
  readonly refused: 'address' | 'code' | 'told' | undefined;
}

/** What there is to settle about one procedure, and the three ways to do it. */
export function UnreachedEntryPage(view: EntryView) {
  const { ctx, entries, history, procedureId, form } = view;
  const t = unreachedTexts(ctx.locale);
  const [first] = entries;
  const name = (first ?? history[0])?.name ?? '';
  return (
    <StaffPage context={ctx.page} title={`${name} · ${t('title')}`}>
      <BackLink href={UNREACHED_URL}>{t('back')}</BackLink>
      <ErrorSummary form={form} />
      <h1>{name}</h1>
      <p>
        <a href={`/personal/registro/${procedureId}`}>{`${t('open')} ${(first ?? history[0])?.folio ?? ''}`}</a>
      </p>
      {first === undefined ? <p>{t('nothingOpen')}</p> : <Ways {...view} first={first} />}
      {history.length > 0 && (
        <section aria-labelledby="history">
          <h2 id="history">{t('history')}</h2>
          <SettledTable ctx={ctx} rows={history} names={view.names} />
        </section>
      )}
    </StaffPage>
  );
}

function Ways({ ctx, entries, procedureId, first, ...view }: EntryView & { first: NamedEntry }) {
  const t = unreachedTexts(ctx.locale);
  const here = `${UNREACHED_URL}/${procedureId}`;
  const channels = [...new Set(entries.map(({ channel }) => channel))];
  return (
    <>
      <ul class="plain-list">
        {entries.map((entry) => (
          <li key={entry.contactId}>
            <p>
              <ContactCell ctx={ctx} entry={entry} /> · <ReasonCell ctx={ctx} entry={entry} />
            </p>
          </li>
        ))}
      </ul>
      <p>
        <strong>{t(first.otherWay ? 'otherWay' : 'noOtherWay')}.</strong> {t(adviceFor(first))}
      </p>
      <section class="card" aria-labelledby="nuevo">
        <h2 id="nuevo">{t('newContact')}</h2>
        <NewContact ctx={ctx} here={here} {...view} />
      </section>
      <section class="card" aria-labelledby="dicho">
        <h2 id="dicho">{t('told')}</h2>
        <p class="soft">{t('toldLead')}</p>
        <Form action={`${here}/dicho`} {...(view.refused === 'told' ? { state: view.form } : {})} submit={t('told')}>
          <TextField name="nota" label={t('toldNote')} hint={t('toldHint')} maxLength={300} autocomplete="off" />
        </Form>
      </section>
      <section class="card" aria-labelledby="no-quiere">
        <h2 id="no-quiere">{t('declined')}</h2>
        <p class="soft">{t('declinedLead')}</p>
        {channels.map((channel) => (
          <ActionButton key={channel} action={`${here}/no-quiere`} fields={{ medio: channel }} kind="secondary">
            {t(`noMore_${channel}`)}
          </ActionButton>
        ))}
      </section>
    </>
  );
}

type NewContactProps = Pick<EntryView, 'ctx' | 'verificationId' | 'form' | 'refused'> & { here: string };

function NewContact({ ctx, here, verificationId, form, refused }: NewContactProps) {
  const t = unreachedTexts(ctx.locale);
  if (verificationId !== undefined)
    return (
      <>
        <p role="status">{t('codeSent')}</p>
        <Form action={`${here}/codigo`} {...(refused === 'code' ? { state: form } : {})} submit={t('checkCode')}>
          <Hidden name="verificacion" value={verificationId} />
          <TextField name="code" label={t('code')} width="s" inputmode="numeric" autocomplete="off" maxLength={12} />
        </Form>
        <p>
          <a href={here}>{t('otherContact')}</a>
        </p>
      </>
    );
  return (
    <>
      <p class="soft">{t('newContactLead')}</p>
      <Form action={`${here}/contacto`} {...(refused === 'address' ? { state: form } : {})} submit={t('sendCode')}>
        <TextField name="address" label={t('address')} hint={t('addressHint')} maxLength={120} autocomplete="off" />
        <Checkbox name="acepto" label={t('consent')} />
      </Form>
    </>
  );
}
