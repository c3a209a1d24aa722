import type { Ctx } from '#platform/context.ts';
import { mailToken, readMailToken, type Sign } from './mail-token.ts';

/** The addresses of one message in the mail world: where its bounces go, its Message-ID, how to stop it. */
export interface MailAddresses {
  /** Envelope sender of a message (VERP): what comes back to it is about that message. */
  returnPath(messageId: string): string;
  /** The Message-ID, with its angle brackets; the same each time the message is sent. */
  messageId(messageId: string): string;
  unsubscribeMail(messageId: string): string;
  /** The message that an address of ours, or a Message-ID, names. */
  readReturn(address: string): string | undefined;
  readUnsubscribe(address: string): string | undefined;
  /** Whether mail to this address is taken: our own, signed ones, and those that RFC 2142 asks for. */
  takes(address: string): boolean;
}

const RETURN = 'r-';
const UNSUBSCRIBE = 'baja-';
/** Where operators of mailboxes send complaints. */
const OPEN_MAILBOXES = ['abuse', 'postmaster', 'fbl'];

const signer =
  ({ crypt }: Pick<Ctx, 'crypt'>): Sign =>
  (value) =>
    crypt.blindIndex(value, 'notifications.mail-token');

/** @param domain whose mail comes to us. */
export function mailAddresses(ctx: Pick<Ctx, 'crypt'>, domain: string): MailAddresses {
  const sign = signer(ctx);
  const local = (address: string): string | undefined => {
    const [name = '', host = '', ...more] = address.toLowerCase().replace(/^<|>$/g, '').split('@');
    return host === domain.toLowerCase() && more.length === 0 ? name : undefined;
  };
  const read = (kind: 'return' | 'unsubscribe', prefix: string, address: string): string | undefined => {
    const name = local(address);
    return name?.startsWith(prefix) ? readMailToken(kind, name.slice(prefix.length), sign) : undefined;
  };
  const own: MailAddresses = {
    returnPath: (id) => `${RETURN}${mailToken('return', id, sign)}@${domain}`,
    messageId: (id) => `<${RETURN}${mailToken('return', id, sign)}@${domain}>`,
    unsubscribeMail: (id) => `${UNSUBSCRIBE}${mailToken('unsubscribe', id, sign)}@${domain}`,
    readReturn: (address) => read('return', RETURN, address),
    readUnsubscribe: (address) => read('unsubscribe', UNSUBSCRIBE, address),
    takes: (address) =>
      OPEN_MAILBOXES.includes(local(address) ?? '') ||
      own.readReturn(address) !== undefined ||
      own.readUnsubscribe(address) !== undefined,
  };
  return own;
}

/** Path of the page where one stops getting what a message is about. */
export const unsubscribePath = (ctx: Pick<Ctx, 'crypt'>, messageId: string): string =>
  `/avisos/baja/${mailToken('unsubscribe', messageId, signer(ctx))}`;

export const readUnsubscribeToken = (ctx: Pick<Ctx, 'crypt'>, token: string): string | undefined =>
  readMailToken('unsubscribe', token, signer(ctx));
