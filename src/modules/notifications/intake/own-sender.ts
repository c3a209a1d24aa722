import type { ClientActor } from '#platform/permissions/actor.ts';

/** Name under which this program's own staff send; no key may have it. */
export const OWN_SENDER = '@personal';

/** What staff send goes the way of what systems ask for: the same checks, the same promise of once and for ever. */
export const ownSender = (agencyId: string, unitId: string): ClientActor => ({
  kind: 'client',
  clientId: agencyId,
  agencyId,
  name: OWN_SENDER,
  scopes: [],
  unitIds: [unitId],
  mode: 'live',
});
