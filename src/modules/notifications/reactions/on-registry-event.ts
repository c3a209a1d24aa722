import type { Ctx } from '#platform/context.ts';
import type { OutboxEvent } from '#platform/outbox/events.ts';
import type { Subscriber } from '#platform/outbox/subscriber.ts';
import { findOffice } from '#modules/agencies/index.ts';
import { findService } from '#modules/catalogue/index.ts';
import { loadPerson } from '#modules/people/index.ts';
import {
  procedureCancelled,
  procedureDelivered,
  procedureEntered,
  procedureReentered,
  procedureSigned,
  procedureWithdrawn,
} from '#modules/registry/events.ts';
import { render, type TemplateValues } from '../domain/render.ts';
import { describeSms } from '../domain/sms/describe.ts';
import { cancelWaiting } from '../store/cancel.ts';
import { LANES, queueMessages } from '../store/messages.ts';
import { rulesFor } from '../store/rules.ts';

/** News of a status older than this help nobody. */
const EXPIRES_DAYS = 3;

interface Facts {
  procedureId: string;
  folio: string;
  unitId: string;
  personId: string;
  service: string;
  outcome?: string;
  reasons?: readonly string[];
}

/** R3: each event of a procedure that has a rule becomes one message per channel to which the person agreed. */
export const onRegistryEvent: Subscriber = {
  name: 'notifications.registry',
  events: [
    procedureEntered,
    procedureSigned,
    procedureDelivered,
    procedureReentered,
    procedureWithdrawn,
    procedureCancelled,
  ],
  async handle(tx, events) {
    for (const event of events) await notify(tx, event);
  },
};

async function notify(tx: Ctx, event: OutboxEvent): Promise<void> {
  const facts = event.payload as Facts;
  if (event.name === procedureCancelled.name) {
    await cancelWaiting(tx, { type: 'procedure', id: facts.procedureId });
    return;
  }
  const rules = await rulesFor(tx.db, event.agencyId, event.name, facts.outcome ?? null);
  if (rules.length === 0) return;
  const person = await loadPerson(tx, facts.personId);
  if (!person || person.contacts.length === 0) return;
  const values = await valuesOf(tx, facts);
  for (const rule of rules) {
    const contact = person.contacts.find((one) => one.channel === rule.channel);
    if (!contact) continue;
    const body = render(rule.body, values);
    const sms = rule.channel === 'sms' ? describeSms(body, 'fold') : undefined;
    await queueMessages(tx, [
      {
        agencyId: event.agencyId,
        unitId: facts.unitId,
        lane: LANES.notice,
        key: `${event.id}:${facts.personId}:${rule.channel}:${rule.slug}`,
        subject: { type: 'procedure', id: facts.procedureId },
        personId: facts.personId,
        channel: rule.channel,
        templateId: rule.templateId,
        template: rule.slug,
        service: facts.service,
        address: contact.address,
        subjectLine: render(rule.subject, values),
        body,
        parts: sms?.parts ?? 1,
        encoding: sms?.encoding ?? null,
        expiresAt: tx.clock.now().add({ hours: EXPIRES_DAYS * 24 }),
      },
    ]);
  }
}

async function valuesOf(tx: Ctx, facts: Facts): Promise<TemplateValues> {
  const [office, service] = await Promise.all([
    findOffice(tx.db, facts.unitId),
    findService(tx.db, tx.locale, facts.service),
  ]);
  return {
    folio: facts.folio,
    tramite: service?.name ?? facts.service,
    oficina: office?.name ?? '',
    domicilio: office?.address ?? '',
    motivos: (facts.reasons ?? []).map((reason) => `• ${reason}`).join('\n'),
    enlace: `${tx.publicUrl}/f/${facts.folio}`,
  };
}
