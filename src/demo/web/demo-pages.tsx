import { formatDateTime, formatTime } from '#platform/i18n/format.ts';
import { page, redirect, type Route, type WebCtx } from '#platform/http/routes.ts';
import { defineTexts } from '#platform/i18n/texts.ts';
import { listPersonas, PersonaList, type Persona } from '#modules/staff/index.ts';
import { TextField } from '#web/ui/field/text-field.tsx';
import { Form } from '#web/ui/form/form.tsx';
import { PublicPage } from '#web/layout/public-page.tsx';
import type { MailSink } from '../mailsink/mail-sink.ts';
import type { Phones } from '../phones.ts';
import { behaviourRoutes } from './behaviour-routes.tsx';

const texts = defineTexts(
  {
    title: 'Recorrido de cinco minutos',
    lead: 'Todo lo que ve es inventado, y todo funciona de verdad: la base de datos, los SMS por SMPP, los correos por SMTP.',
    stepsTitle: 'Qué probar',
    step1:
      'Entre como Lucía, de recepción, e ingrese un trámite con el celular 55 5000 0101 y un correo cualquiera que termine en .example.',
    step2: 'Abra los teléfonos y los buzones: ahí llega cada mensaje, a los pocos segundos.',
    step3: 'Siga la liga del mensaje: es lo que ve el ciudadano, sin cuenta.',
    step4: 'Entre como Jorge y tome el trámite; entre como Adriana y fírmelo; entre como Martín y entréguelo.',
    step5: 'Entre como Fernando, de Texcoco: los trámites de Toluca no existen para él.',
    step6: 'Pruebe un celular que termine en 00 (no existe) o en 99 (apagado) y vea la evidencia en el trámite.',
    step8:
      'Escriba BAJA desde uno de los teléfonos, o use la liga al final de un correo, y entre como Verónica: la dirección está en Avisos, Sin avisos.',
    faults: 'Descomponer una operadora o el correo, y ver qué pasa',
    step7:
      'Entre como Gabriela e invite a alguien: la liga abre la cuenta, con contraseña y segundo factor. Después deshabilítela.',
    personas: 'Entrar como…',
    phones: 'Teléfonos que reciben',
    mailboxes: 'Buzones que reciben',
    see: 'Ver',
    none: 'Todavía no llega nada. Ingrese un trámite y vuelva.',
    phoneTitle: 'Teléfono {number}',
    mailboxTitle: 'Buzón {address}',
    back: 'Volver al recorrido',
    reload: 'Actualizar',
    write: 'Escribir a Ventanilla',
    writeHint: 'Pruebe BAJA, ALTA, AYUDA o ESTATUS y un folio.',
    send: 'Enviar SMS',
    notTaken: 'Nadie tomó el mensaje. Inténtelo otra vez.',
  },
  {
    title: 'A five-minute tour',
    lead: 'Everything you see is invented, and everything really works: the database, the SMS by SMPP, the mail by SMTP.',
    stepsTitle: 'What to try',
    step1:
      'Enter as Lucía, of reception, and enter a procedure with the mobile 55 5000 0101 and any address that ends in .example.',
    step2: 'Open the telephones and the mailboxes: each message arrives there within seconds.',
    step3: 'Follow the link of the message: it is what the citizen sees, without an account.',
    step4: 'Enter as Jorge and take the procedure; as Adriana and sign it; as Martín and deliver it.',
    step5: 'Enter as Fernando, of Texcoco: the procedures of Toluca do not exist for him.',
    step6: 'Try a mobile that ends in 00 (does not exist) or 99 (switched off) and see the evidence of the procedure.',
    step8:
      'Write BAJA from one of the telephones, or use the link at the end of a mail, and enter as Verónica: the address is under Avisos, No notices.',
    faults: 'Break a carrier or the mail server, and see what happens',
    step7:
      'Enter as Gabriela and invite somebody: the link opens the account, with password and second factor. Then disable it.',
    personas: 'Enter as…',
    phones: 'Telephones that receive',
    mailboxes: 'Mailboxes that receive',
    see: 'See',
    none: 'Nothing has arrived yet. Enter a procedure and come back.',
    phoneTitle: 'Telephone {number}',
    mailboxTitle: 'Mailbox {address}',
    back: 'Back to the tour',
    reload: 'Refresh',
    write: 'Write to Ventanilla',
    writeHint: 'Try BAJA, ALTA, AYUDA, or ESTATUS and a folio.',
    send: 'Send SMS',
    notTaken: 'Nobody took the message. Try again.',
  },
);

interface Peers {
  readonly phones: Phones;
  readonly mailSink: MailSink;
}

function TourPage({ ctx, personas, peers }: { ctx: WebCtx; personas: readonly Persona[]; peers: Peers }) {
  const t = texts(ctx.locale);
  const telephones = peers.phones.numbers().slice(0, 12);
  const mailboxes = peers.mailSink.mailboxes().slice(0, 12);
  return (
    <PublicPage context={ctx.page} title={t('title')}>
      <h1>{t('title')}</h1>
      <p class="lead">{t('lead')}</p>
      <h2>{t('stepsTitle')}</h2>
      <ol>
        {(['step1', 'step2', 'step3', 'step4', 'step5', 'step6', 'step7', 'step8'] as const).map((step) => (
          <li key={step}>{t(step)}</li>
        ))}
      </ol>
      <p>
        <a href="/demo/fallas">{t('faults')}</a>
      </p>
      <h2>{t('personas')}</h2>
      <PersonaList personas={personas} locale={ctx.locale} />
      <div class="columns columns-even">
        <section>
          <h2>{t('phones')}</h2>
          {telephones.length === 0 ? <p class="soft">{t('none')}</p> : null}
          <ul>
            {telephones.map((telephone) => (
              <li key={telephone}>
                <a href={`/demo/telefono/${telephone}`}>+{telephone}</a>
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h2>{t('mailboxes')}</h2>
          {mailboxes.length === 0 ? <p class="soft">{t('none')}</p> : null}
          <ul>
            {mailboxes.map((mailbox) => (
              <li key={mailbox}>
                <a href={`/demo/buzon/${encodeURIComponent(mailbox)}`}>{mailbox}</a>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </PublicPage>
  );
}

function PhonePage({ ctx, number, phones }: { ctx: WebCtx; number: string; phones: Phones }) {
  const t = texts(ctx.locale);
  const title = t('phoneTitle', { number });
  const messages = phones.messages(number);
  return (
    <PublicPage context={ctx.page} title={title}>
      <p>
        <a href="/demo">{t('back')}</a> · <a href={ctx.request.path}>{t('reload')}</a>
      </p>
      <h1>{title}</h1>
      <div class="phone">
        <h2>{messages.at(-1)?.peer ?? number}</h2>
        {messages.length === 0 && <p class="soft small">{t('none')}</p>}
        {messages.map((message, index) => (
          <div key={index}>
            <p class={message.direction === 'sent' ? 'bubble bubble-own' : 'bubble'}>{withLinks(message.text)}</p>
            <time dateTime={message.at.toString()}>{formatTime(message.at, ctx.locale)}</time>
          </div>
        ))}
      </div>
      <Form action={ctx.request.path} submit={t('send')}>
        <TextField name="text" label={t('write')} hint={t('writeHint')} maxLength={300} autocomplete="off" />
      </Form>
    </PublicPage>
  );
}

function MailboxPage({ ctx, address, mailSink }: { ctx: WebCtx; address: string; mailSink: MailSink }) {
  const t = texts(ctx.locale);
  const title = t('mailboxTitle', { address });
  const mails = mailSink.mails(address).toReversed();
  return (
    <PublicPage context={ctx.page} title={title}>
      <p>
        <a href="/demo">{t('back')}</a> · <a href={ctx.request.path}>{t('reload')}</a>
      </p>
      <h1>{title}</h1>
      {mails.length === 0 && <p class="soft">{t('none')}</p>}
      {mails.map((mail, index) => (
        <article key={index} class="mail">
          <header>
            <h2>{mail.subject}</h2>
            {mail.fromName || mail.fromAddress} · {formatDateTime(mail.at, ctx.locale)}
          </header>
          <pre>{withLinks(mail.text)}</pre>
        </article>
      ))}
    </PublicPage>
  );
}

/** Addresses become links, as telephones and mail programs do. */
function withLinks(text: string) {
  return text.split(/(https?:\/\/[^\s]+)/).map((piece, index) =>
    index % 2 === 1 ? (
      <a key={index} href={piece}>
        {piece}
      </a>
    ) : (
      piece
    ),
  );
}

/** The pages of the demonstration: the tour, and what the telephones and mailboxes show. */
export function demoRoutes(peers: Peers): readonly Route[] {
  const access = { kind: 'demo' } as const;
  return [
    ...behaviourRoutes(peers),
    {
      method: 'GET',
      url: '/demo',
      access,
      title: (locale) => texts(locale)('title'),
      handle: async (ctx) => page(<TourPage ctx={ctx} personas={await listPersonas(ctx)} peers={peers} />),
    },
    {
      method: 'GET',
      url: '/demo/telefono/:number',
      access,
      title: (locale) => texts(locale)('phones'),
      handle: async (ctx) => page(<PhonePage ctx={ctx} number={numberOf(ctx)} phones={peers.phones} />),
    },
    {
      method: 'POST',
      url: '/demo/telefono/:number',
      access,
      csrf: 'form-token',
      title: (locale) => texts(locale)('phones'),
      async handle(ctx) {
        const number = numberOf(ctx);
        const text = String(ctx.request.form.text ?? '').trim();
        const taken = text === '' || (await peers.phones.sendFrom(number, text));
        const t = texts(ctx.locale);
        return redirect(
          `/demo/telefono/${number.slice(1)}`,
          taken ? undefined : { kind: 'warning', text: t('notTaken') },
        );
      },
    },
    {
      method: 'GET',
      url: '/demo/buzon/:address',
      access,
      title: (locale) => texts(locale)('mailboxes'),
      handle: async (ctx) =>
        page(<MailboxPage ctx={ctx} address={ctx.request.params.address ?? ''} mailSink={peers.mailSink} />),
    },
  ];
}

/** The telephone of the address, with the ten digits that people say or with the country's code too. */
function numberOf(ctx: WebCtx): string {
  const { number = '' } = ctx.request.params;
  return number.length === 10 ? `+52${number}` : `+${number}`;
}
