import type { Failure } from '../smpp/failure-reasons.ts';
import { HttpProfile, type HttpProfileInput } from './profile.ts';

const GONE: Failure = { reason: 'unknownRecipient', permanence: 'permanent' };
const ABSENT: Failure = { reason: 'absent', permanence: 'temporary' };
const REFUSED: Failure = { reason: 'refused', permanence: 'permanent' };

/**
 * Kannel's `sendsms` (user guide 1.4.5, chapter 6). It answers without an id, so the receipt's address carries ours. `coding` is always
 * said: without it Kannel writes "?" for what it takes to be no GSM character, and reports success.
 */
const kannel: HttpProfileInput = {
  name: 'kannel',
  request: {
    method: 'GET',
    path: '/cgi-bin/sendsms',
    format: 'query',
    auth: 'none',
    fields: {
      username: '{username}',
      password: '{password}',
      from: '{from}',
      to: '{to}',
      text: '{text}',
      charset: 'UTF-8',
      coding: '{coding}',
      'dlr-mask': 31,
      'dlr-url': '{receiptUrl}?id={id}&state=%d&answer=%A',
      validity: '{validityMinutes}',
    },
  },
  answer: { accepted: '^(0: Accepted|3: Queued)', permanent: ['400', '403'] },
  receipt: {
    format: 'query',
    id: 'id',
    state: 'state',
    states: { 1: 'delivered', 2: 'failed', 4: 'inTransit', 8: 'inTransit', 16: 'failed' },
    code: 'state',
    // Kannel says no more than "not delivered": that may be a telephone that was off. A refusal by the centre is for good.
    failures: { 2: { reason: 'other', permanence: 'temporary' }, 16: REFUSED },
  },
  // In Kannel's configuration: get-url = "…/inbound?from=%p&to=%P&coding=%c&text=%a".
  inbound: { format: 'query', from: 'from', to: 'to', text: 'text', coding: 'coding' },
};

/** The shape of Twilio's Messages resource: form in, JSON out, states called back as a form. */
const formAndSid: HttpProfileInput = {
  name: 'twilio',
  request: {
    method: 'POST',
    path: '/Messages.json',
    format: 'form',
    auth: 'basic',
    fields: {
      To: '{to}',
      From: '{from}',
      Body: '{text}',
      StatusCallback: '{receiptUrl}',
      ValidityPeriod: '{validitySeconds}',
    },
  },
  answer: { id: 'sid', code: 'code', permanent: ['21211', '21214', '21408', '21610', '21614', '21617'] },
  receipt: {
    format: 'form',
    id: 'MessageSid',
    state: 'MessageStatus',
    states: {
      delivered: 'delivered',
      undelivered: 'failed',
      failed: 'failed',
      canceled: 'failed',
      queued: 'inTransit',
      sending: 'inTransit',
      sent: 'inTransit',
      accepted: 'inTransit',
    },
    code: 'ErrorCode',
    failures: {
      30003: ABSENT,
      30004: { reason: 'barred', permanence: 'permanent' },
      30005: GONE,
      30006: GONE,
      30007: REFUSED,
    },
    to: 'To',
  },
  inbound: { format: 'form', from: 'From', to: 'To', text: 'Body' },
};

/** The shape of Infobip's SMS API: nested JSON both ways, several receipts in one call. */
const nestedJson: HttpProfileInput = {
  name: 'infobip',
  request: {
    method: 'POST',
    path: '/sms/2/text/advanced',
    format: 'json',
    auth: 'app',
    fields: {
      messages: [
        {
          destinations: [{ to: '{toDigits}', messageId: '{id}' }],
          from: '{from}',
          text: '{text}',
          notifyUrl: '{receiptUrl}',
          notifyContentType: 'application/json',
          validityPeriod: '{validityMinutes}',
        },
      ],
    },
  },
  answer: {
    accepted: '"groupName"\\s*:\\s*"PENDING"',
    id: 'messages.0.messageId',
    code: 'messages.0.status.name',
    permanent: ['REJECTED_DESTINATION', 'REJECTED_PREFIX_MISSING', 'REJECTED_NOT_ENOUGH_CREDITS', 'REJECTED_SENDER'],
  },
  receipt: {
    format: 'json',
    each: 'results',
    id: 'messageId',
    state: 'status.groupName',
    states: {
      DELIVERED: 'delivered',
      UNDELIVERABLE: 'failed',
      REJECTED: 'failed',
      EXPIRED: 'expired',
      PENDING: 'inTransit',
      ACCEPTED: 'inTransit',
    },
    code: 'error.name',
    failures: {
      EC_UNKNOWN_SUBSCRIBER: GONE,
      EC_UNIDENTIFIED_SUBSCRIBER: GONE,
      EC_ABSENT_SUBSCRIBER: ABSENT,
      EC_MESSAGE_WAITING_LIST_FULL: { reason: 'full', permanence: 'temporary' },
      EC_CALL_BARRED: { reason: 'barred', permanence: 'permanent' },
    },
    to: 'to',
    doneDate: 'doneAt',
  },
  inbound: { format: 'json', each: 'results', from: 'from', to: 'to', text: 'text' },
};

/** By name. What is here was checked against each maker's public description, and against a gateway of ours in tests. */
export const HTTP_PROFILES: Readonly<Record<'kannel' | 'twilio' | 'infobip', HttpProfile>> = {
  kannel: HttpProfile.parse(kannel),
  twilio: HttpProfile.parse(formAndSid),
  infobip: HttpProfile.parse(nestedJson),
};
