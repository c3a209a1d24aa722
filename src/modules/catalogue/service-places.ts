import type { Office } from '#modules/agencies/index.ts';
import type { Service } from './queries/services.ts';

type Place = Pick<Service, 'agencyId' | 'offices' | 'channels'>;

/** Whether this service can be done at the counter of this office. */
export function isServedAt(service: Place, office: Pick<Office, 'agencyId' | 'code'>): boolean {
  if (service.agencyId !== office.agencyId || !service.channels.includes('counter')) return false;
  return service.offices.length === 0 || service.offices.includes(office.code);
}

/** The offices where it can be done; empty when its agency has none of its own here. */
export function officesServing(service: Place, offices: readonly Office[]): Office[] {
  return offices.filter((office) => isServedAt(service, office));
}
