import { page, redirect, type Route, type WebCtx } from '#platform/http/routes.ts';
import { defineTexts } from '#platform/i18n/texts.ts';
import { PublicPage } from '#web/layout/public-page.tsx';
import { RadioGroup } from '#web/ui/field/choice-fields.tsx';
import { filledForm } from '#web/ui/form/form-state.ts';
import { Form } from '#web/ui/form/form.tsx';
import { DEFAULT_BEHAVIOUR, type CarrierBehaviour } from '../carrier/behaviour.ts';
import { DEFAULT_MAIL_BEHAVIOUR, type MailSinkBehaviour } from '../mailsink/behaviour.ts';
import type { MailSink } from '../mailsink/mail-sink.ts';
import type { Phones } from '../phones.ts';
import { BackLink } from '#web/ui/back-link/back-link.tsx';

const texts = defineTexts(
  {
    title: 'Descomponer y mirar',
    lead: 'Elija qué le pasa a una operadora de la demostración, ingrese un trámite y vea en la Operación de avisos y en la evidencia cómo se resuelve. Nada se pierde.',
    carrier: 'Operadora {name}',
    mail: 'Servidor de correo',
    apply: 'Aplicar',
    applied: 'Listo.',
    back: 'Volver al recorrido',
    figures: 'Mensajes tomados: {taken}; rechazados: {refused}.',
    none: 'Funciona bien',
    down: 'Sin conexión',
    'down.hint': 'Corta la conexión y no deja entrar, como en mantenimiento.',
    refuses: 'Contesta que no puede',
    'refuses.hint': 'Rechaza todo con ESME_RSYSERR.',
    quick: 'Entrega al instante',
    'quick.hint': 'Sin el segundo o los tres que un mensaje tarda de ordinario hasta el teléfono.',
    slow: 'Tarda',
    'slow.hint': 'El mensaje llega al teléfono después de medio minuto o más.',
    throttle: 'Pide ir más despacio',
    'throttle.hint': 'Acepta dos por segundo.',
    silent: 'No manda acuses',
    'silent.hint': 'Entrega, y no dice qué fue del mensaje.',
    cuts: 'Corta a la mitad',
    'cuts.hint': 'Toma uno de cada cinco y corta en vez de contestar: no se sabe si salió.',
    repeats: 'Repite los acuses',
    greylist: 'Dice que vuelva más tarde',
    'greylist.hint': 'Rechaza por ahora el primer correo de cada quien (lista gris).',
  },
  {
    title: 'Break it and look',
    lead: 'Choose what happens to a carrier of the demonstration, enter a procedure, and see in Running the notices and in the evidence how it is settled. Nothing is lost.',
    carrier: 'Carrier {name}',
    mail: 'Mail server',
    apply: 'Apply',
    applied: 'Done.',
    back: 'Back to the tour',
    figures: 'Messages taken: {taken}; refused: {refused}.',
    none: 'Works well',
    down: 'Not connected',
    'down.hint': 'Cuts the connection and lets nobody in, as in maintenance.',
    refuses: 'Says that it cannot',
    'refuses.hint': 'Refuses everything with ESME_RSYSERR.',
    quick: 'Delivers at once',
    'quick.hint': 'Without the second or three that a message usually takes to the telephone.',
    slow: 'Is slow',
    'slow.hint': 'A message reaches the telephone after half a minute or more.',
    throttle: 'Asks for a slower pace',
    'throttle.hint': 'Takes two a second.',
    silent: 'Sends no receipts',
    'silent.hint': 'Delivers, and does not say what became of a message.',
    cuts: 'Cuts in the middle',
    'cuts.hint': 'Takes one of five and cuts instead of answering: whether it left is unknown.',
    repeats: 'Repeats receipts',
    greylist: 'Says to come back later',
    'greylist.hint': 'Refuses the first mail of everybody for now (grey-listing).',
  },
);

type Fault = 'none' | 'quick' | 'down' | 'refuses' | 'slow' | 'throttle' | 'silent' | 'cuts' | 'repeats' | 'greylist';

const ESME_RSYSERR = 0x08;

const CARRIER_FAULTS: Readonly<Partial<Record<Fault, Partial<CarrierBehaviour>>>> = {
  none: {},
  quick: { deliveryMs: [0, 0], receiptMs: [0, 0] },
  down: { down: true },
  refuses: { refuseWith: ESME_RSYSERR },
  slow: { deliveryMs: [30_000, 60_000] },
  throttle: { maxPerSecond: 2 },
  silent: { loseReceipts: 1 },
  cuts: { dropConnections: 0.2 },
  repeats: { duplicateReceipts: 1 },
};

const MAIL_FAULTS: Readonly<Partial<Record<Fault, Partial<MailSinkBehaviour>>>> = {
  none: {},
  down: { down: true },
  greylist: { greylist: true },
  throttle: { maxPerSecond: 2 },
  cuts: { dropConnections: 0.2 },
};

const HINTS: readonly Fault[] = ['quick', 'down', 'refuses', 'slow', 'throttle', 'silent', 'cuts', 'greylist'];

/** Something that can be broken, with the fault it has now. */
interface Breakable {
  readonly id: string;
  readonly title: (ctx: WebCtx) => string;
  readonly faults: readonly Fault[];
  readonly figures?: () => { taken: number; refused: number };
  set(fault: Fault): void;
  now: Fault;
}

/** The page on which carriers and mail server of the demonstration are broken and mended. */
export function behaviourRoutes({ phones, mailSink }: { phones: Phones; mailSink: MailSink }): readonly Route[] {
  const breakables: Breakable[] = [
    ...phones.carriers.map((carrier, place): Breakable => {
      const id = place === 0 ? 'smpp' : `smpp${place + 1}`;
      return {
        id,
        now: 'none',
        title: (ctx) => texts(ctx.locale)('carrier', { name: id }),
        faults: Object.keys(CARRIER_FAULTS) as Fault[],
        figures: () => carrier.stats(),
        set: (fault) => carrier.setBehaviour({ ...DEFAULT_BEHAVIOUR, ...CARRIER_FAULTS[fault] }),
      };
    }),
    {
      id: 'smtp',
      now: 'none',
      title: (ctx) => texts(ctx.locale)('mail'),
      faults: Object.keys(MAIL_FAULTS) as Fault[],
      set: (fault) => mailSink.setBehaviour({ ...DEFAULT_MAIL_BEHAVIOUR, ...MAIL_FAULTS[fault] }),
    },
  ];
  const access = { kind: 'demo' } as const;
  const title: Route['title'] = (locale) => texts(locale)('title');
  return [
    {
      method: 'GET',
      url: '/demo/fallas',
      access,
      title,
      handle: async (ctx) => page(<FaultsPage ctx={ctx} breakables={breakables} />),
    },
    {
      method: 'POST',
      url: '/demo/fallas/:id',
      access,
      csrf: 'form-token',
      title,
      async handle(ctx) {
        const broken = breakables.find(({ id }) => id === ctx.request.params.id);
        const fault = broken?.faults.find((one) => one === ctx.request.form.fault);
        if (!broken || !fault) return redirect('/demo/fallas');
        broken.set(fault);
        broken.now = fault;
        return redirect('/demo/fallas', { kind: 'success', text: texts(ctx.locale)('applied') });
      },
    },
  ];
}

function FaultsPage({ ctx, breakables }: { ctx: WebCtx; breakables: readonly Breakable[] }) {
  const t = texts(ctx.locale);
  return (
    <PublicPage context={ctx.page} title={t('title')}>
      <BackLink href="/demo">{t('back')}</BackLink>
      <h1>{t('title')}</h1>
      <p class="lead">{t('lead')}</p>
      {breakables.map((breakable) => (
        <Form
          key={breakable.id}
          action={`/demo/fallas/${breakable.id}`}
          state={filledForm({ fault: breakable.now })}
          idPrefix={`${breakable.id}-`}
          submit={t('apply')}
          submitKind="secondary"
        >
          <RadioGroup
            name="fault"
            label={breakable.title(ctx)}
            {...(breakable.figures && { hint: t('figures', breakable.figures()) })}
            choices={breakable.faults.map((fault) => ({
              value: fault,
              label: t(fault),
              ...(HINTS.includes(fault) && { hint: t(`${fault}.hint` as 'down.hint') }),
            }))}
          />
        </Form>
      ))}
    </PublicPage>
  );
}
