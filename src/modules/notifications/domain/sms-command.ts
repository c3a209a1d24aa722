/**
 * What people write to our number, as forgivingly as they write it: with accents or without, in capitals or not, with
 * courtesies around it ("Buenas tardes, quiero darme de baja por favor").
 */
export type SmsCommand =
  | {
      readonly kind: 'stop' | 'start';
      /** The rest, in lower case without accents; empty: everything. */ readonly about: string;
    }
  | { readonly kind: 'help' }
  /** `folio` as it was written, empty when there is none. */
  | { readonly kind: 'status'; readonly folio: string }
  | { readonly kind: 'unknown' };

const STOP = [
  'baja',
  'bajas',
  'bajar',
  'alto',
  'stop',
  'cancelar',
  'cancelen',
  'cancele',
  'cancela',
  'unsubscribe',
  'parar',
  'basta',
];
const START = ['alta', 'altas', 'start', 'activar', 'reactivar', 'reanudar', 'unstop'];
const HELP = ['ayuda', 'ayudas', 'help', 'info', 'informacion', 'ayudame'];
const STATUS = ['estatus', 'estado', 'status', 'estatuz', 'stat', 'situacion', 'consulta', 'consultar', 'folio'];
/** Words around a command that change nothing of it. */
const COURTESY = new Set(
  (
    'por favor favor porfavor porfa hola buenos buenas dias tardes noches quiero quisiera deseo solicito pido necesito dar ' +
    'darme darse denme deme dame den me de del la el los las un una mi a en con y gracias muchas esta este sus su avisos aviso ' +
    'mensajes mensaje sms tramite numero celular todo todos ya saber conocer como va'
  ).split(' '),
);
/** Turns a wish around: whoever writes it must be asked, not obeyed. */
const NEGATIONS = new Set(['no', 'nunca', 'jamas', 'sin', 'not', 'dont']);
const FOLIO = /\b[A-Z]{3}[\s./_-]*[0-9OIL]{4}[\s./_-]*[0-9OIL]{6,9}[\s./_-]*[A-Z0-9]\b/i;

/** Reads a text. A folio alone asks for its status. */
export function parseSmsCommand(text: string): SmsCommand {
  const folio = FOLIO.exec(text)?.[0] ?? '';
  const words = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const telling = words.filter((word) => !COURTESY.has(word));
  const [first = '', ...rest] = telling;
  if (STATUS.includes(first) || folio !== '') return { kind: 'status', folio: folio || rest.join(' ') };
  // "Ya no quiero mensajes" asks for an end without any of our words.
  if (/\b(ya )?no (quiero|deseo|me) (mas |recibir |recibirlos |envien |manden )/.test(`${words.join(' ')} `))
    return { kind: 'stop', about: '' };
  if (words.some((word) => NEGATIONS.has(word))) return { kind: 'unknown' };
  if (STOP.includes(first)) return { kind: 'stop', about: rest.join(' ') };
  if (START.includes(first)) return { kind: 'start', about: rest.join(' ') };
  if (HELP.includes(first) || text.trim() === '?') return { kind: 'help' };
  return { kind: 'unknown' };
}

/** What only machines write: to answer would begin a talk without end. */
export function isFromRobot(from: string, text: string): boolean {
  // Short codes and names are senders, not telephones.
  if (!/^\+\d{11,15}$/.test(from)) return true;
  return /^ventanilla:|mensaje autom[aá]tico|respuesta autom[aá]tica|auto-?reply|automatic reply|fuera de (la )?oficina|no responda/i.test(
    text.trim(),
  );
}
