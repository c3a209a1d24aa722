import { formatDate, formatDateTime } from '#platform/i18n/format.ts';
import { page, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { refusedForm } from '#platform/http/form.ts';
import { parseFolio } from '#platform/folios/folio.ts';
import { defineTexts } from '#platform/i18n/texts.ts';
import { findOffice, type Office } from '#modules/agencies/index.ts';
import { findService } from '#modules/catalogue/index.ts';
import { PublicPage } from '#web/layout/public-page.tsx';
import { LinkButton } from '#web/ui/button/button.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { EMPTY_FORM, filledForm, type FormState } from '#web/ui/form/form-state.ts';
import { Form, Hidden } from '#web/ui/form/form.tsx';
import { Icon } from '#web/ui/icon/icon.tsx';
import { kitTexts } from '#web/ui/kit-texts.ts';
import { Notice } from '#web/ui/notice/notice.tsx';
import type { Status } from '../domain/statuses.ts';
import { findPublicStatus, type PublicStatus } from '../queries/procedure.ts';
import { provesSurname } from '../second-datum.ts';
import { registryTexts } from '../texts.ts';
import { statusIcon, StatusTag } from './status-tag.tsx';

const texts = defineTexts(
  {
    title: 'Consultar un trámite',
    lead: 'Escriba el folio de su comprobante.',
    folio: 'Folio',
    folioHint: 'Ejemplo: TOL-2026-000123-K. Da igual si lo escribe con mayúsculas, espacios o guiones.',
    submit: 'Consultar',
    noFolio: 'Escriba el folio: está en su comprobante y en los mensajes que recibió.',
    badFormat: 'Eso no parece un folio. Escriba las tres letras, el año, el número y la letra o cifra final.',
    badCheck: 'El folio tiene algún carácter equivocado. Compárelo con su comprobante.',
    unknown: 'No hay ningún trámite con ese folio. Compárelo con su comprobante o llame a su oficina.',
    timeline: 'Cómo va',
    dueBy: 'Fecha prevista de firma: {date}.',
    meaning_entered: 'Recibimos su trámite. En la oficina lo va a revisar una persona analista.',
    meaning_in_analysis: 'Una persona analista está revisando sus documentos y los antecedentes del inmueble.',
    meaning_accepted: 'El trámite se aceptó y está firmado. Ya puede recogerlo.',
    meaning_suspended: 'Falta corregir algo. Hágalo a tiempo y el trámite sigue con el mismo folio.',
    meaning_rejected: 'El trámite no procede. Puede recoger la resolución, donde se explica por qué.',
    meaning_delivered: 'El resultado ya se entregó. No tiene que hacer nada más.',
    meaning_withdrawn: 'El trámite se dio por terminado a petición de quien lo ingresó.',
    meaning_termOver: 'Faltó corregir algo y el plazo ya terminó. El trámite no puede continuar con este folio.',
    next_entered: 'Por ahora no tiene que hacer nada.',
    next_in_analysis: 'Por ahora no tiene que hacer nada.',
    next_accepted: 'Acuda a la oficina con su identificación y el comprobante.',
    next_suspended: 'Acuda a la oficina con lo que falta, a más tardar el {date}.',
    next_termOver: 'El plazo para corregir terminó el {date}. Puede ingresar un trámite nuevo.',
    next_rejected: 'Acuda a la oficina con su identificación y el comprobante.',
    next_delivered: 'Conserve el documento que le entregaron.',
    next_withdrawn: 'Si lo necesita, ingrese un trámite nuevo.',
    stillCorrected: 'Corrección',
    correctBy: 'A más tardar el {date}.',
    stillSigned: 'Firma del resultado',
    stillDelivered: 'Entrega',
    where: 'Dónde',
    hours: 'Horario: {hours}',
    officeName: 'Oficina Registral de {name}',
    whyTitle: 'Qué hay que corregir',
    whyTitleRejected: 'Por qué no procede',
    whyAsk: 'Para ver los motivos, confirme que el trámite es suyo',
    surname: 'Primer apellido de quien ingresó el trámite',
    whySubmit: 'Ver los motivos',
    noSurname: 'Escriba su primer apellido.',
    whyWrong: 'Ese apellido no corresponde a este folio. Escríbalo como está en su comprobante.',
    receipt: 'Su comprobante',
    receiptText: '¿Lo perdió? Descárguelo otra vez en PDF. Le pedimos su primer apellido.',
    receiptGo: 'Descargar el comprobante',
    tellMe: 'Avísame',
    tellMeText:
      'Reciba un mensaje en su celular o correo cada vez que este trámite avance, o vea qué le hemos avisado.',
    tellMeGo: 'Mis avisos',
    notMine: '¿Le llegó un aviso de este trámite y no es suyo?',
    print: 'Para imprimir esta página use la opción Imprimir de su navegador.',
    another: 'Consultar otro folio',
  },
  {
    title: 'Check a procedure',
    lead: 'Enter the folio on your receipt.',
    folio: 'Folio',
    folioHint: 'Example: TOL-2026-000123-K. Capitals, spaces and dashes do not matter.',
    submit: 'Check',
    noFolio: 'Enter the folio: it is on your receipt and in the messages you got.',
    badFormat: 'That does not look like a folio. Enter the three letters, the year, the number and the last character.',
    badCheck: 'Some character of the folio is wrong. Compare it with your receipt.',
    unknown: 'There is no procedure with that folio. Compare it with your receipt or call your office.',
    timeline: 'How it is going',
    dueBy: 'Expected to be signed on {date}.',
    meaning_entered: 'We received your procedure. An analyst of the office will review it.',
    meaning_in_analysis: 'An analyst is reviewing your documents and the records of the property.',
    meaning_accepted: 'The procedure was accepted and signed. You can collect it.',
    meaning_suspended: 'Something must be corrected. Do it in time and the procedure goes on under the same folio.',
    meaning_rejected: 'The procedure cannot go ahead. You can collect the decision, which explains why.',
    meaning_delivered: 'The result was handed over. Nothing else is needed.',
    meaning_withdrawn: 'The procedure ended at the request of the person who lodged it.',
    meaning_termOver: 'Something was not corrected in time. The procedure cannot go on under this folio.',
    next_entered: 'There is nothing you need to do now.',
    next_in_analysis: 'There is nothing you need to do now.',
    next_accepted: 'Go to the office with your identification and the receipt.',
    next_suspended: 'Go to the office with what is missing, by {date} at the latest.',
    next_termOver: 'The term to correct it ended on {date}. You can lodge a new procedure.',
    next_rejected: 'Go to the office with your identification and the receipt.',
    next_delivered: 'Keep the document you were given.',
    next_withdrawn: 'If you need it, lodge a new procedure.',
    stillCorrected: 'Correction',
    correctBy: 'By {date} at the latest.',
    stillSigned: 'Signing of the result',
    stillDelivered: 'Delivery',
    where: 'Where',
    hours: 'Hours: {hours}',
    officeName: 'Registry office of {name}',
    whyTitle: 'What to correct',
    whyTitleRejected: 'Why it cannot go ahead',
    whyAsk: 'To see the reasons, confirm that the procedure is yours',
    surname: 'First surname of the person who lodged it',
    whySubmit: 'See the reasons',
    noSurname: 'Enter your first surname.',
    whyWrong: 'That surname does not belong to this folio. Write it as it is on your receipt.',
    receipt: 'Your receipt',
    receiptText: 'Lost it? Download it again as a PDF. We ask for your first surname.',
    receiptGo: 'Download the receipt',
    tellMe: 'Tell me',
    tellMeText:
      'Get a message on your mobile or by e-mail each time this procedure moves, or see what we have told you.',
    tellMeGo: 'My notices',
    notMine: 'Did you get a notice of this procedure and it is not yours?',
    print: 'To print this page use the Print option of your browser.',
    another: 'Check another folio',
  },
);

const LIMIT = { name: 'folio', burst: 60, seconds: 60 } as const;

function AskFolioPage({ ctx, form }: { ctx: WebCtx; form: FormState }) {
  const t = texts(ctx.locale);
  return (
    <PublicPage context={ctx.page} title={t('title')}>
      <ErrorSummary form={form} />
      <h1>{t('title')}</h1>
      <p class="lead">{t('lead')}</p>
      <Form action="/estado" method="get" state={form} submit={t('submit')}>
        <TextField name="folio" label={t('folio')} hint={t('folioHint')} width="m" capitals autocomplete="off" />
      </Form>
    </PublicPage>
  );
}

interface StatusView {
  readonly status: PublicStatus;
  readonly serviceName: string;
  readonly office: Office | undefined;
  readonly form: FormState;
  /** Shown only after the second datum. */
  readonly reasons: readonly string[] | undefined;
}

/** What the colour and the shape of a step say, for who does not see them. */
function Unseen({ children }: { children: string }) {
  return <span class="visually-hidden">, {children.toLowerCase()}</span>;
}

/** Steps that are still to come, so that people see how far they are. */
function stepsAhead(status: Status, isTermOver: boolean): ('stillCorrected' | 'stillSigned' | 'stillDelivered')[] {
  if (status === 'entered' || status === 'in_analysis') return ['stillSigned', 'stillDelivered'];
  if (status === 'suspended') return isTermOver ? [] : ['stillCorrected', 'stillSigned', 'stillDelivered'];
  return status === 'accepted' || status === 'rejected' ? ['stillDelivered'] : [];
}

function StatusPage({ ctx, view }: { ctx: WebCtx; view: StatusView }) {
  const t = texts(ctx.locale);
  const r = registryTexts(ctx.locale);
  const k = kitTexts(ctx.locale);
  const { status, office, reasons } = view;
  const last = status.steps.length - 1;
  const hasReasons = status.status === 'suspended' || status.status === 'rejected';
  const stopped = status.status === 'suspended' || status.status === 'rejected' || status.status === 'withdrawn';
  const isTermOver =
    status.status === 'suspended' &&
    status.correctBy !== null &&
    Temporal.PlainDate.compare(ctx.clock.today(), status.correctBy) > 0;
  const correctBy = status.correctBy ? formatDate(status.correctBy, ctx.locale) : '';
  return (
    <PublicPage context={ctx.page} title={status.folio}>
      <ErrorSummary form={view.form} />
      <p class="soft">{view.serviceName}</p>
      <h1 class="folio">{status.folio}</h1>
      <p>
        <StatusTag status={status.status} />
      </p>
      <p class="lead">{t(isTermOver ? 'meaning_termOver' : `meaning_${status.status}`)}</p>
      <Notice kind={status.status === 'suspended' ? 'warning' : 'info'}>
        <p>
          <strong>{t(isTermOver ? 'next_termOver' : `next_${status.status}`, { date: correctBy })}</strong>
        </p>
      </Notice>
      <div class="columns">
        <section>
          <h2>{t('timeline')}</h2>
          <ol class="timeline">
            {status.steps.map((step, index) => (
              <li
                key={index}
                class={index < last ? 'done' : stopped ? 'stopped' : status.status === 'delivered' ? 'done' : 'current'}
                aria-current={index === last ? 'step' : undefined}
              >
                <span class="dot">
                  <Icon name={statusIcon(step.to)} />
                </span>
                <h3>
                  {index > 0 && step.to === 'entered' ? r('step.reentered') : r(`status.${step.to}`)}
                  <Unseen>{k(index < last ? 'stepDone' : 'stepCurrent')}</Unseen>
                </h3>
                <p class="soft small">{formatDateTime(step.at, ctx.locale)}</p>
              </li>
            ))}
            {stepsAhead(status.status, isTermOver).map((key) => (
              <li key={key} class="next">
                <span class="dot" aria-hidden="true" />
                <h3>
                  {t(key)}
                  <Unseen>{k('stepNext')}</Unseen>
                </h3>
                {key === 'stillCorrected' && <p class="soft small">{t('correctBy', { date: correctBy })}</p>}
                {key === 'stillSigned' && status.status !== 'suspended' && (
                  <p class="soft small">{t('dueBy', { date: formatDate(status.dueOn, ctx.locale) })}</p>
                )}
              </li>
            ))}
          </ol>
        </section>
        <aside>
          {hasReasons && (
            <section class={reasons ? 'card' : 'card no-print'} id="motivos">
              <h2>{status.status === 'suspended' ? t('whyTitle') : t('whyTitleRejected')}</h2>
              {reasons ? (
                <ul>
                  {reasons.map((reason) => (
                    <li key={reason}>{reason}</li>
                  ))}
                </ul>
              ) : (
                <>
                  <p>{t('whyAsk')}</p>
                  <Form action="/estado" state={view.form} submit={t('whySubmit')} submitKind="secondary">
                    <Hidden name="folio" value={status.folio} />
                    <TextField name="surname" label={t('surname')} autocomplete="family-name" width="l" />
                  </Form>
                </>
              )}
            </section>
          )}
          <section class="card no-print">
            <h2>{t('receipt')}</h2>
            <p>{t('receiptText')}</p>
            <p>
              <a href={`/f/${status.folio}/comprobante`}>{t('receiptGo')}</a>
            </p>
          </section>
          <section class="card no-print">
            <h2>{t('tellMe')}</h2>
            <p>{t('tellMeText')}</p>
            <p>
              <LinkButton href={`/f/${status.folio}/avisos`} kind="secondary">
                {t('tellMeGo')}
              </LinkButton>
            </p>
            <p class="small">
              <a href={`/f/${status.folio}/no-es-mio`}>{t('notMine')}</a>
            </p>
          </section>
          {office && (
            <section>
              <h2>{t('where')}</h2>
              <p>
                {t('officeName', { name: office.name })}
                <br />
                {office.address}
              </p>
              <p>{t('hours', { hours: office.hours })}</p>
            </section>
          )}
        </aside>
      </div>
      <p class="no-print">
        <a href="/estado">{t('another')}</a>
      </p>
      <p class="small soft no-print">{t('print')}</p>
    </PublicPage>
  );
}

/** `written`: undefined before anything was asked; empty when the form was sent empty. */
async function show(ctx: WebCtx, written: string | undefined, surname: string | undefined): Promise<RouteResult> {
  const t = texts(ctx.locale);
  if (written === undefined) return page(<AskFolioPage ctx={ctx} form={EMPTY_FORM} />);
  const wrong = (message: string) =>
    page(<AskFolioPage ctx={ctx} form={refusedForm({ folio: written.slice(0, 60) }, { folio: message })} />, 422);
  if (written.trim() === '') return wrong(t('noFolio'));
  const parsed = parseFolio(written);
  if (!parsed.ok) return wrong(parsed.reason === 'check' ? t('badCheck') : t('badFormat'));
  const status = await findPublicStatus(ctx, parsed.text);
  if (!status) return wrong(t('unknown'));
  const service = await findService(ctx.db, ctx.locale, status.service);
  const view = {
    status,
    serviceName: service?.name ?? status.service,
    office: await findOffice(ctx.db, status.unitId),
  };
  if (surname === undefined)
    return page(<StatusPage ctx={ctx} view={{ ...view, form: EMPTY_FORM, reasons: undefined }} />);
  if (!(await provesSurname(ctx, status, surname))) {
    const form = refusedForm({ surname }, { surname: t(surname.trim() === '' ? 'noSurname' : 'whyWrong') });
    return page(<StatusPage ctx={ctx} view={{ ...view, form, reasons: undefined }} />, 422);
  }
  const reasons = status.steps.findLast((step) => step.reasons.length > 0)?.reasons ?? [];
  return page(<StatusPage ctx={ctx} view={{ ...view, form: filledForm({}), reasons }} />);
}

export const publicStatusRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/estado',
    access: { kind: 'public' },
    noStore: true,
    rateLimit: LIMIT,
    title: (locale) => texts(locale)('title'),
    handle: (ctx) => show(ctx, ctx.request.query.folio, undefined),
  },
  {
    // Short, because it stands in messages: /f/TOL-2026-000123-K
    method: 'GET',
    url: '/f/:folio',
    access: { kind: 'public' },
    noStore: true,
    rateLimit: LIMIT,
    title: (locale) => texts(locale)('title'),
    handle: (ctx) => show(ctx, ctx.request.params.folio ?? '', undefined),
  },
  {
    method: 'POST',
    url: '/estado',
    access: { kind: 'public' },
    csrf: 'form-token',
    noStore: true,
    rateLimit: { name: 'second-datum', burst: 10, seconds: 300 },
    title: (locale) => texts(locale)('title'),
    handle: (ctx) =>
      show(ctx, String(ctx.request.form.folio ?? ''), String(ctx.request.form.surname ?? '').slice(0, 60)),
  },
];
