import { formatDateTime } from '#platform/i18n/format.ts';
import { maskAddress } from '#platform/i18n/mask.ts';
import type { WebCtx } from '#platform/http/routes.ts';
import type { OwnNotice } from '#modules/notifications/index.ts';
import { emailAskNames, PRIVACY_NOTICE_VERSION, type Channel, type ContactPoint } from '#modules/people/index.ts';
import { PublicPage } from '#web/layout/public-page.tsx';
import { SITE_PATHS } from '#web/page-context.ts';
import { ButtonRow, LinkButton } from '#web/ui/button/button.tsx';
import { DidYouMean } from '#web/ui/did-you-mean/did-you-mean.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { Checkbox } from '#web/ui/field/choice-fields.tsx';
import { EmailField, TelField, TextField } from '#web/ui/field/text-field.tsx';
import { valueOf, type FormState } from '#web/ui/form/form-state.ts';
import { ActionButton, Form, Hidden } from '#web/ui/form/form.tsx';
import { Icon } from '#web/ui/icon/icon.tsx';
import { myNoticesTexts } from './texts.ts';

export const addressesOf = (folio: string) => ({
  status: `/f/${folio}`,
  notices: `/f/${folio}/avisos`,
  add: (channel: Channel) => `/f/${folio}/avisos/agregar?medio=${channel}`,
  notMine: `/f/${folio}/no-es-mio`,
});

interface PageProps {
  readonly ctx: WebCtx;
  readonly folio: string;
  readonly form: FormState;
}

function Back({ ctx, folio }: { ctx: WebCtx; folio: string }) {
  return (
    <p>
      <a href={addressesOf(folio).status}>{myNoticesTexts(ctx.locale)('back')}</a>
    </p>
  );
}

/** The second datum before anything personal is shown. */
export function AskSurnamePage({ ctx, folio, form }: PageProps) {
  const t = myNoticesTexts(ctx.locale);
  return (
    <PublicPage context={ctx.page} title={t('title')}>
      <Back ctx={ctx} folio={folio} />
      <ErrorSummary form={form} />
      <p class="soft folio-small">{folio}</p>
      <h1>{t('title')}</h1>
      <p class="lead">{t('lead')}</p>
      <h2>{t('confirm')}</h2>
      <Form action={addressesOf(folio).notices} state={form} submit={t('go')}>
        <TextField
          name="surname"
          label={t('surname')}
          hint={t('surnameHint')}
          autocomplete="family-name"
          width="l"
          maxLength={60}
        />
      </Form>
    </PublicPage>
  );
}

interface NoticesView {
  readonly contacts: readonly ContactPoint[];
  readonly notices: readonly OwnNotice[];
}

export function NoticesPage({ ctx, folio, view }: { ctx: WebCtx; folio: string; view: NoticesView }) {
  const t = myNoticesTexts(ctx.locale);
  const to = addressesOf(folio);
  return (
    <PublicPage context={ctx.page} title={t('title')}>
      <Back ctx={ctx} folio={folio} />
      <p class="soft folio-small">{folio}</p>
      <h1>{t('title')}</h1>
      <section aria-labelledby="canales">
        <h2 id="canales">{t('channels')}</h2>
        {view.contacts.length === 0 && <p>{t('noChannels')}</p>}
        <ul class="contact-list">
          {view.contacts.map((contact) => (
            <li key={contact.id}>
              <span>
                <Icon name={contact.channel === 'sms' ? 'phone' : 'mail'} title={t(contact.channel)} />{' '}
                {maskAddress(contact.channel, contact.address)}
                {contact.verified && <span class="soft"> · {t('verified')}</span>}
              </span>
              <ActionButton
                action={`${to.notices}/quitar`}
                fields={{ contacto: contact.id }}
                hiddenText={maskAddress(contact.channel, contact.address)}
              >
                {t('remove')}
              </ActionButton>
            </li>
          ))}
        </ul>
        <ButtonRow>
          <LinkButton href={to.add('sms')} icon="phone">
            {t('addSms')}
          </LinkButton>
          <LinkButton href={to.add('email')} kind="secondary" icon="mail">
            {t('addEmail')}
          </LinkButton>
        </ButtonRow>
      </section>
      <section aria-labelledby="enviados">
        <h2 id="enviados">{t('notices')}</h2>
        {view.notices.length === 0 ? (
          <p>{t('noNotices')}</p>
        ) : (
          <ul class="notice-list">
            {view.notices.map((notice) => (
              <li key={notice.id}>
                <p class="soft small">
                  {formatDateTime(notice.createdAt, ctx.locale)} · {t(notice.channel)}
                </p>
                <p class="notice-text">{notice.text || t('erasedText')}</p>
                <p>
                  <Icon
                    name={notice.status === 'delivered' ? 'check' : notice.status === 'failed' ? 'alert' : 'clock'}
                  />{' '}
                  <strong>{t(`arrived_${notice.status}`)}</strong>
                </p>
              </li>
            ))}
          </ul>
        )}
      </section>
      <p>
        <a href={SITE_PATHS.myData}>{t('allMyData')}</a>
      </p>
      <ActionButton action={`${to.notices}/salir`} kind="secondary">
        {t('leave')}
      </ActionButton>
    </PublicPage>
  );
}

export function AddPage(props: PageProps & { channel: Channel; ask?: string }) {
  const { ctx, folio, form, channel, ask } = props;
  const t = myNoticesTexts(ctx.locale);
  const Field = channel === 'sms' ? TelField : EmailField;
  return (
    <PublicPage context={ctx.page} title={t(`${channel}Question`)}>
      <ErrorSummary form={form} />
      <h1>{t(`${channel}Question`)}</h1>
      <Form action={`${addressesOf(folio).notices}/agregar`} state={form} submit={t('send')}>
        <Hidden name="medio" value={channel} />
        <Field name="address" label={t(channel)} hint={t(`${channel}Hint`)} maxLength={120} />
        <DidYouMean typed={valueOf(form, 'address')} meant={ask} names={emailAskNames('address')} />
        <Checkbox name="acepto" label={t('consent', { version: PRIVACY_NOTICE_VERSION })} />
      </Form>
      <p>
        <a href={SITE_PATHS.privacy}>{t('privacy')}</a>
      </p>
      <p>
        <a href={addressesOf(folio).notices}>{t('title')}</a>
      </p>
    </PublicPage>
  );
}

export function CodePage(props: PageProps & { lead: string; action: string; again: string }) {
  const { ctx, form, lead, action, again } = props;
  const t = myNoticesTexts(ctx.locale);
  return (
    <PublicPage context={ctx.page} title={t('codeTitle')}>
      <ErrorSummary form={form} />
      <h1>{t('codeTitle')}</h1>
      <p class="lead">{lead}</p>
      <Form action={action} state={form} submit={t('check')}>
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
        <a href={again}>{t('again')}</a>
      </p>
    </PublicPage>
  );
}

export function NotMinePage({ ctx, folio, form }: PageProps) {
  const t = myNoticesTexts(ctx.locale);
  return (
    <PublicPage context={ctx.page} title={t('notMineTitle')}>
      <Back ctx={ctx} folio={folio} />
      <ErrorSummary form={form} />
      <h1>{t('notMineTitle')}</h1>
      <p class="lead">{t('notMineLead')}</p>
      <Form action={addressesOf(folio).notMine} state={form} submit={t('send')}>
        <TextField name="address" label={t('notMineField')} width="l" maxLength={120} autocomplete="off" />
      </Form>
    </PublicPage>
  );
}
