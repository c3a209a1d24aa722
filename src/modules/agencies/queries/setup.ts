import { findCalendarYear } from '#platform/db/calendars.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { defineTexts } from '#platform/i18n/texts.ts';
import type { SetupStep } from '#platform/setup.ts';
import { findAgency } from './agencies.ts';
import { listOpenOffices } from './offices.ts';
import { PUBLISHED_FROM_MONTH } from './tasks.ts';

const texts = defineTexts(
  {
    agency: 'Dependencia: teléfono y aviso de privacidad {done, select, true {escritos} other {por escribir}}.',
    offices: 'Oficinas con domicilio y horario de fuente conocida: {done} de {all}.',
    calendar: 'Calendario oficial de {years}: {done, select, true {cargado} other {por cargar}}.',
    and: '{one} y {other}',
  },
  {
    agency: 'Agency: telephone and privacy notice {done, select, true {written} other {to be written}}.',
    offices: 'Offices whose address and hours have a source: {done} of {all}.',
    calendar: 'Official calendar of {years}: {done, select, true {loaded} other {to be loaded}}.',
    and: '{one} and {other}',
  },
);

/** What citizens read about the agency and its offices, and the days by which its terms are counted. */
export const agencySetup: readonly SetupStep[] = [
  {
    href: '/personal/unidades',
    async look({ db, agencyId }) {
      const agency = await findAgency(db, agencyId);
      const done = agency !== undefined && agency.phone !== null && agency.privacyUrl !== null;
      return { done, say: (locale) => texts(locale)('agency', { done: String(done) }) };
    },
  },
  {
    href: '/personal/oficinas',
    async look({ db, agencyId }) {
      const offices = (await listOpenOffices(db)).filter((office) => office.agencyId === agencyId);
      const known = offices.filter(({ source }) => source !== null).length;
      const say = (locale: Locale) => texts(locale)('offices', { done: known, all: offices.length });
      return { done: known === offices.length, say };
    },
  },
  {
    href: '/personal/calendario',
    async look({ db, clock, agencyId }) {
      const { year, month } = clock.today();
      const years = month < PUBLISHED_FROM_MONTH ? [year] : [year, year + 1];
      const loaded = await Promise.all(years.map((one) => findCalendarYear(db, agencyId, one)));
      const done = loaded.every((one) => one !== undefined);
      return {
        done,
        say: (locale) => {
          const t = texts(locale);
          const [one = '', other] = years.map(String);
          return t('calendar', { years: other ? t('and', { one, other }) : one, done: String(done) });
        },
      };
    },
  },
];
