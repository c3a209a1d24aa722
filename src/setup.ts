import { Resolver } from 'node:dns/promises';
import { findBackupTime } from '#platform/db/backup/last.ts';
import { defineTexts } from '#platform/i18n/texts.ts';
import type { SetupFact, SetupPlace, SetupStep } from '#platform/setup.ts';
import { askForMailDns } from './cli/doctor/mail-dns.ts';
import { MODULES } from './modules.ts';

const texts = defineTexts(
  {
    backup: 'Última copia de seguridad: {when}.',
    backupNever: 'nunca, o no desde esta versión. Programe «ventanilla backup» cada noche (guía del operador)',
    backupDays: '{days, plural, =0 {hoy} one {ayer} other {hace # días}}',
    dns: 'Registros del correo en el DNS: completos.',
    dnsUnknown: 'Registros del correo en el DNS: ningún servidor de nombres contestó.',
    dnsMissing:
      'Registros del correo en el DNS: {count, plural, one {falta o está mal uno} other {faltan o están mal #}}. «ventanilla doctor» dice cuáles.',
  },
  {
    backup: 'Last backup: {when}.',
    backupNever: 'never, or not since this version. Let "ventanilla backup" run every night (operator guide)',
    backupDays: '{days, plural, =0 {today} one {yesterday} other {# days ago}}',
    dns: 'Records of mail in the DNS: complete.',
    dnsUnknown: 'Records of mail in the DNS: no name server answered.',
    dnsMissing:
      'Records of mail in the DNS: {count, plural, one {one is missing or wrong} other {# are missing or wrong}}. "ventanilla doctor" says which.',
  },
);

/** A timer that runs every night has one of yesterday at the oldest. */
const FRESH_DAYS = 1;

const backupStep: SetupStep = {
  async look({ db, clock }) {
    const made = await findBackupTime(db);
    const days = made && Math.max(0, Math.floor(clock.now().since(made).total('hours') / 24));
    const say: SetupFact['say'] = (locale) => {
      const t = texts(locale);
      return t('backup', { when: days === undefined ? t('backupNever') : t('backupDays', { days }) });
    };
    return { done: days !== undefined && days <= FRESH_DAYS, say };
  },
};

const DNS_MINUTES = 5;
/** How many records are wrong; undefined: nobody could be asked. */
let dns: { readonly until: number; readonly wrong: Promise<number | undefined> } | undefined;

/** What doctor finds in the DNS, asked again after some minutes only: a page must not wait for name servers. */
const dnsStep: SetupStep = {
  async look({ config }) {
    if (!dns || dns.until < performance.now()) {
      const names = new Resolver({ timeout: 1_500, tries: 1 });
      const wrong = askForMailDns(config, names).then(
        (found) => found.filter(({ state }) => state === 'fail').length,
        () => undefined,
      );
      dns = { until: performance.now() + DNS_MINUTES * 60_000, wrong };
    }
    const count = await dns.wrong;
    const say: SetupFact['say'] = (locale) => {
      const t = texts(locale);
      if (count === undefined) return t('dnsUnknown');
      return count === 0 ? t('dns') : t('dnsMissing', { count });
    };
    return { done: count === 0, say };
  },
};

/** One step as it stands now. */
export interface SetupState extends SetupFact {
  readonly href: string | undefined;
}

/** Everything that an agency needs before real work, in the order in which it is best done. */
export async function lookAtSetup(place: SetupPlace): Promise<readonly SetupState[]> {
  const steps = MODULES.flatMap((module) => module.setup ?? []);
  // The DNS is asked for mail that leaves from here; without mail there is nothing to find.
  const own = place.config.smtpUrl !== undefined && !place.config.demo ? [dnsStep, backupStep] : [backupStep];
  const states: SetupState[] = [];
  for (const step of [...steps, ...own]) states.push({ ...(await step.look(place)), href: step.href });
  return states;
}
