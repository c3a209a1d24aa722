import type { Ctx } from '#platform/context.ts';
import type { NoticeFacts, NoticeRetraction, NoticeSource } from '#platform/notices.ts';
import type { OutboxEvent } from '#platform/outbox/events.ts';
import type { Subscriber } from '#platform/outbox/subscriber.ts';
import { loadContactPoints, type ContactPoint } from '#modules/people/index.ts';
import { render } from '../domain/render.ts';
import { describeSms } from '../domain/sms/describe.ts';
import { writeValues } from '../domain/variables.ts';
import { cancelWaiting } from '../store/cancel.ts';
import { LANES } from '../store/messages.ts';
import type { NewMessage } from '../store/queue-messages.ts';
import { rulesFor, type Rule } from '../store/rules.ts';
import { queueNotices, wayTo, type Notice } from './confirm-first.ts';
import { valueWriter } from '../value-writer.ts';

/**
 * R3, R4: each event that a module declares as a notice and that has a rule becomes one message per channel to which the
 * person agreed. What the event means is the module's; whether, where and in which words it is told is data. An event
 * that takes something back stops what still waits about it.
 */
export function onEvent(sources: readonly NoticeSource[], retractions: readonly NoticeRetraction[]): Subscriber {
  const sourceOf = new Map(sources.map((source) => [source.event.name, source]));
  const retractionOf = new Map(retractions.map((retraction) => [retraction.event.name, retraction]));
  return {
    name: 'notifications.events',
    events: [...sources, ...retractions].map(({ event }) => event),
    async handle(tx, events) {
      let told: Told[] = [];
      for (const event of events) {
        const source = sourceOf.get(event.name);
        const facts = await source?.facts(tx, event.payload);
        if (source && facts) told.push({ source, event, facts });
        const retraction = retractionOf.get(event.name);
        if (!retraction) continue;
        await queueNotices(tx, await noticesFor(tx, told));
        told = [];
        await cancelWaiting(tx, retraction.subject(event.payload));
      }
      await queueNotices(tx, await noticesFor(tx, told));
    },
  };
}

/** An event, and what it means for one person. */
interface Told {
  readonly source: NoticeSource;
  readonly event: OutboxEvent;
  readonly facts: NoticeFacts;
}

/** The messages of many events, with one look at all their people and one at each rule. */
async function noticesFor(tx: Ctx, told: readonly Told[]): Promise<Notice[]> {
  const rulesOf = new Map<string, Rule[]>();
  const withRules = [];
  for (const one of told) {
    const { event, facts } = one;
    const key = [event.agencyId, event.name, facts.outcome, facts.service].join('\n');
    const rules = rulesOf.get(key) ?? (await rulesFor(tx.db, event.agencyId, event.name, facts.outcome, facts.service));
    rulesOf.set(key, rules);
    if (rules.length > 0) withRules.push({ ...one, rules });
  }
  const contacts = await loadContactPoints(
    tx,
    withRules.map(({ facts }) => facts.personId),
  );
  const now = tx.clock.now();
  const ends = new Map<number, Temporal.Instant>();
  const expiresAfter = (hours: number): Temporal.Instant => {
    const end = ends.get(hours) ?? now.add({ hours });
    ends.set(hours, end);
    return end;
  };
  return withRules.flatMap(({ rules, ...one }) => {
    const own = contacts.get(one.facts.personId);
    return own ? noticesTo(tx, own, one, rules, expiresAfter) : [];
  });
}

function noticesTo(
  tx: Ctx,
  contacts: readonly ContactPoint[],
  { source, event, facts }: Told,
  rules: readonly Rule[],
  expiresAfter: (hours: number) => Temporal.Instant,
): Notice[] {
  const values = writeValues(source.variables, facts.values, valueWriter(tx.publicUrl));
  return rules.flatMap((rule) => {
    const contact = wayTo(contacts, rule.channel);
    if (!contact) return [];
    const body = render(rule.body, values);
    const sms = rule.channel === 'sms' ? describeSms(body, rule.policy) : undefined;
    const message: NewMessage = {
      agencyId: event.agencyId,
      unitId: facts.unitId,
      lane: rule.urgent ? LANES.urgent : LANES.notice,
      key: `${event.id}:${facts.personId}:${rule.channel}:${rule.slug}`,
      subject: facts.subject,
      personId: facts.personId,
      channel: rule.channel,
      templateId: rule.templateId,
      template: rule.slug,
      service: facts.service,
      address: contact.address,
      subjectLine: rule.channel === 'email' ? render(rule.subject, values) : '',
      body,
      parts: sms?.parts ?? 1,
      encoding: sms?.encoding ?? null,
      policy: rule.policy,
      expiresAt: expiresAfter(rule.expiresHours),
    };
    return { message, contact };
  });
}
