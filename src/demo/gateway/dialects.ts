/** A message as a dialect reads it from a request. */
export interface GatewayMessage {
  readonly to: string;
  readonly from: string;
  readonly text: string;
  /** Where its fate is to be told; with `%d` and the like in Kannel's dialect. */
  readonly receiptUrl: string;
  /** The client's own id, where the dialect carries one. */
  readonly clientId?: string;
}

export type GatewayFate = 'delivered' | 'unknown' | 'absent' | 'sent';

interface Call {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly contentType?: string;
  readonly body?: string;
}

/** One maker's way of speaking: what it takes, what it answers, what it calls back. */
export interface Dialect {
  readonly path: string;
  /** The message of a request; undefined when the caller did not say who it is. */
  read(request: { url: URL; body: string; authorization: string }, account: Account): GatewayMessage | undefined;
  accepted(id: string, message: GatewayMessage): Answer;
  /** The number does not exist. */
  refused(): Answer;
  receipt(id: string, message: GatewayMessage, fate: GatewayFate): Call;
  inbound(url: string, from: string, to: string, text: string): Call;
}

export interface Account {
  readonly user: string;
  readonly password: string;
}

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const TEXT = 'text/plain';
const JSON_TYPE = 'application/json';
const FORM = 'application/x-www-form-urlencoded';
const asJson = (status: number, body: unknown): Answer => ({
  status,
  contentType: JSON_TYPE,
  body: JSON.stringify(body),
});

const kannel: Dialect = {
  path: '/cgi-bin/sendsms',
  read({ url }, account) {
    const field = (name: string) => url.searchParams.get(name) ?? '';
    if (field('username') !== account.user || field('password') !== account.password) return undefined;
    // Kannel itself: text in the default alphabet that does not fit becomes question marks.
    const written = field('text');
    const text = field('coding') === '2' ? written : written.replace(/[áíóúÁÍÓÚ]/g, '?');
    return { to: field('to'), from: field('from'), text, receiptUrl: field('dlr-url') };
  },
  accepted: () => ({ status: 202, contentType: TEXT, body: '0: Accepted for delivery' }),
  refused: () => ({ status: 400, contentType: TEXT, body: 'Number(s) denied' }),
  receipt(_id, message, fate) {
    const type = { delivered: '1', unknown: '16', absent: '2', sent: '8' }[fate];
    return { method: 'GET', url: message.receiptUrl.replace('%d', type).replace('%A', 'NACK%2f1') };
  },
  inbound(url, from, to, text) {
    // What is not plain goes as the octets of UCS-2, each behind a percent sign.
    const octets = Buffer.from(text, 'utf16le').swap16();
    const escaped = [...octets].map((octet) => `%${octet.toString(16).padStart(2, '0')}`).join('');
    return { method: 'GET', url: `${url}?${new URLSearchParams({ from, to, coding: '2' })}&text=${escaped}` };
  },
};

const twilio: Dialect = {
  path: '/Messages.json',
  read({ body, authorization }, { user, password }) {
    if (authorization !== `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`) return undefined;
    const form = new URLSearchParams(body);
    const field = (name: string) => form.get(name) ?? '';
    return { to: field('To'), from: field('From'), text: field('Body'), receiptUrl: field('StatusCallback') };
  },
  accepted: (id, { to }) => asJson(201, { sid: id, status: 'queued', to, error_code: null }),
  refused: () => asJson(400, { code: 21211, message: "The 'To' number is not a valid phone number.", status: 400 }),
  receipt(id, message, fate) {
    const MessageStatus = { delivered: 'delivered', unknown: 'undelivered', absent: 'undelivered', sent: 'sent' }[fate];
    const ErrorCode = { delivered: '', unknown: '30005', absent: '30003', sent: '' }[fate];
    const fields = { MessageSid: id, MessageStatus, To: message.to, ...(ErrorCode && { ErrorCode }) };
    return { method: 'POST', url: message.receiptUrl, contentType: FORM, body: String(new URLSearchParams(fields)) };
  },
  inbound: (url, From, To, Body) => ({
    method: 'POST',
    url,
    contentType: FORM,
    body: String(new URLSearchParams({ From, To, Body })),
  }),
};

interface NestedBody {
  messages: { destinations: { to: string; messageId?: string }[]; from: string; text: string; notifyUrl: string }[];
}

const infobip: Dialect = {
  path: '/sms/2/text/advanced',
  read({ body, authorization }, { password }) {
    if (authorization !== `App ${password}`) return undefined;
    const [message] = (JSON.parse(body) as NestedBody).messages;
    const [destination] = message?.destinations ?? [];
    if (!message || !destination) return undefined;
    return {
      to: destination.to,
      from: message.from,
      text: message.text,
      receiptUrl: message.notifyUrl,
      ...(destination.messageId && { clientId: destination.messageId }),
    };
  },
  accepted: (id, { to }) =>
    asJson(200, {
      messages: [{ to, status: { groupId: 1, groupName: 'PENDING', id: 26, name: 'PENDING_ACCEPTED' }, messageId: id }],
    }),
  refused: () =>
    asJson(200, {
      messages: [{ status: { groupId: 5, groupName: 'REJECTED', id: 52, name: 'REJECTED_DESTINATION' } }],
    }),
  receipt(id, message, fate) {
    const groupName = { delivered: 'DELIVERED', unknown: 'UNDELIVERABLE', absent: 'UNDELIVERABLE', sent: 'PENDING' };
    const name = { delivered: 'NO_ERROR', unknown: 'EC_UNKNOWN_SUBSCRIBER', absent: 'EC_ABSENT_SUBSCRIBER', sent: '' };
    const results = [
      { messageId: id, to: message.to, status: { groupName: groupName[fate] }, error: { name: name[fate] } },
    ];
    return { method: 'POST', url: message.receiptUrl, contentType: JSON_TYPE, body: JSON.stringify({ results }) };
  },
  inbound: (url, from, to, text) => ({
    method: 'POST',
    url,
    contentType: JSON_TYPE,
    body: JSON.stringify({
      results: [{ from: from.replace('+', ''), to, text, receivedAt: '2026-03-04T10:00:00.000-0600' }],
    }),
  }),
};

export const DIALECTS = { kannel, twilio, infobip } as const;
export type DialectName = keyof typeof DIALECTS;
