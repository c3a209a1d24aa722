import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seedFacts } from '#demo/facts.ts';
import { editAgency, editOffice, findAgency, listOffices, replaceCalendarYear } from '#modules/agencies/index.ts';
import { seedStartingNotices } from '#modules/notifications/index.ts';
import { createAccount } from '#modules/staff/index.ts';
import { loadConfig } from '#platform/config.ts';
import { noteBackup } from '#platform/db/backup/last.ts';
import { useTestBed } from '#test/support/context.ts';
import { lookAtSetup } from './setup.ts';

const bed = await useTestBed();
const { db, clock } = bed.services;
const { ifremId, ifremRoot } = await seedFacts(bed.system);
await seedStartingNotices(bed.system, ifremId);

const bare = loadConfig({ MODE: 'production' });
/** What is still missing, in the words of the page. */
async function missing(config = bare): Promise<string[]> {
  const states = await lookAtSetup({ db, clock, config, agencyId: ifremId });
  return states.filter(({ done }) => !done).map(({ say }) => say('es-MX'));
}
const isMissing = async (words: RegExp, config = bare) => (await missing(config)).some((one) => words.test(one));

test('an installation with facts and nobody in it misses everything, and says what in both languages', async () => {
  const states = await lookAtSetup({ db, clock, config: bare, agencyId: ifremId });
  assert.equal(states.filter(({ done }) => done).length, 0, (await missing()).join('\n'));
  for (const { say } of states) assert.notEqual(say('es-MX'), say('en'));
});

test('each thing leaves the list by being done, not by being ticked', async () => {
  const agency = (await findAgency(db, ifremId)) ?? assert.fail('no agency');
  await editAgency(bed.system, { ...agency, privacyUrl: 'https://ifrem.example/aviso' });
  assert.ok(!(await isMissing(/^Dependencia/)));

  const offices = await listOffices(db);
  for (const { unitId, address, phone, latitude, longitude, week } of offices.slice(1))
    await editOffice(bed.system, { unitId, address, phone, latitude, longitude, week, source: 'Directorio' });
  assert.ok(await isMissing(/18 de 19/));

  const periods = [
    {
      from: Temporal.PlainDate.from('2026-01-01'),
      until: Temporal.PlainDate.from('2026-01-01'),
      kind: 'holiday',
      name: 'Año nuevo',
      legalBasis: 'LFT 74',
    },
  ] as const;
  await replaceCalendarYear(bed.system, { agencyId: ifremId, year: 2026, periods });
  assert.ok(!(await isMissing(/^Calendario/)));

  for (const login of ['una.persona', 'otra.persona']) {
    const account = {
      unitId: ifremRoot,
      login,
      name: 'Una Persona',
      title: 'Sistema',
      roles: ['system_administrator'],
    };
    await createAccount(bed.system, account);
  }
  assert.ok(await isMissing(/acceso: 0/), 'a link that nobody opened is no administrator');
  await db.sql(`update staff.accounts set password_hash = 'set' where login = 'una.persona'`);
  assert.ok(await isMissing(/acceso: 1/));
  await db.sql(`update staff.accounts set password_hash = 'set'`);
  assert.ok(!(await isMissing(/acceso/)));

  const sending = { MODE: 'production', SMPP_URL: 'smpp://a:b@127.0.0.1:1', ALARM_EMAILS: 'guardia@ifrem.example' };
  assert.ok(!(await isMissing(/^Operadora|^Correos/, loadConfig(sending))));
});

test('a backup counts for the night after it, and an old one is told with its age', async () => {
  await noteBackup(db, clock.now());
  assert.ok(!(await isMissing(/copia/)));
  await noteBackup(db, clock.now().subtract({ hours: 24 * 3 }));
  assert.ok(await isMissing(/hace 3 días/));
});
