import type { Ctx } from '#platform/context.ts';
import type { NoticeRetraction, NoticeSource } from '#platform/notices.ts';
import type { OutboxEvent } from '#platform/outbox/events.ts';
import type { Subscriber } from '#platform/outbox/subscriber.ts';
import { loadPerson } from '#modules/people/index.ts';
import { render } from '../domain/render.ts';
import { describeSms } from '../domain/sms/describe.ts';
import { writeValues } from '../domain/variables.ts';
import { cancelWaiting } from '../store/cancel.ts';
import { LANES, queueMessages, type NewMessage } from '../store/messages.ts';
import { rulesFor } from '../store/rules.ts';
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
      let messages: NewMessage[] = [];
      for (const event of events) {
        const source = sourceOf.get(event.name);
        if (source) messages.push(...(await messagesFor(tx, source, event)));
        const retraction = retractionOf.get(event.name);
        if (!retraction) continue;
        await queueMessages(tx, messages);
        messages = [];
        await cancelWaiting(tx, retraction.subject(event.payload));
      }
      await queueMessages(tx, messages);
    },
  };
}

async function messagesFor(tx: Ctx, source: NoticeSource, event: OutboxEvent): Promise<NewMessage[]> {
  const facts = await source.facts(tx, event.payload);
  if (!facts) return [];
  const { outcome, service, personId } = facts;
  const rules = await rulesFor(tx.db, event.agencyId, event.name, outcome, service);
  if (rules.length === 0) return [];
  const person = await loadPerson(tx, personId);
  if (!person || person.contacts.length === 0) return [];
  const values = writeValues(source.variables, facts.values, valueWriter(tx.publicUrl));
  return rules.flatMap((rule) => {
    const contact = person.contacts.find((one) => one.channel === rule.channel);
    if (!contact) return [];
    const body = render(rule.body, values);
    const sms = rule.channel === 'sms' ? describeSms(body, rule.policy) : undefined;
    return {
      agencyId: event.agencyId,
      unitId: facts.unitId,
      lane: LANES.notice,
      key: `${event.id}:${personId}:${rule.channel}:${rule.slug}`,
      subject: facts.subject,
      personId,
      channel: rule.channel,
      templateId: rule.templateId,
      template: rule.slug,
      service,
      address: contact.address,
      subjectLine: rule.channel === 'email' ? render(rule.subject, values) : '',
      body,
      parts: sms?.parts ?? 1,
      encoding: sms?.encoding ?? null,
      policy: rule.policy,
      expiresAt: tx.clock.now().add({ hours: rule.expiresHours }),
    };
  });
}
