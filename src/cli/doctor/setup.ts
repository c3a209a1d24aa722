import { systemClock } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import type { Db } from '#platform/db/db.ts';
import { lookAtSetup } from '../../setup.ts';
import type { Finding } from './finding.ts';

/** What each agency in use still needs before real work: the list of the start page. Nothing of it is a fault. */
export async function lookAtSetups(db: Db, config: Config): Promise<readonly Finding[]> {
  const agencies = await db.sql<{ agencyId: string; name: string }>(
    `select agency_id as "agencyId", short_name as name from agencies.public_agencies
     where agency_id in (select agency_id from staff.public_names) order by short_name`,
  );
  if (agencies.length === 0) {
    return [{ state: 'note', what: 'setup: nobody can sign in yet', cure: 'Run: ventanilla user create --help' }];
  }
  const found: Finding[] = [];
  for (const { agencyId, name } of agencies) {
    for (const { done, say, href } of await lookAtSetup({ db, clock: systemClock, config, agencyId })) {
      const what = `setup of ${name}: ${say('en')}`;
      found.push(done ? { state: 'ok', what } : { state: 'note', what, ...(href ? { cure: `See ${href}` } : {}) });
    }
  }
  return found;
}
