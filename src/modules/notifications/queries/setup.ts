import { defineTexts } from '#platform/i18n/texts.ts';
import type { SetupFact, SetupStep } from '#platform/setup.ts';
import { readCarriers } from '../carrier-settings.ts';

const texts = defineTexts(
  {
    texts: 'Textos de avisos aprobados: {done} de {all}. Mientras uno no lo esté, su aviso no sale.',
    carrier: 'Operadora de SMS: {count, plural, =0 {ninguna; quien opera el equipo la pone en SMPP_URL} other {#}}.',
    mail: 'Servidor de correo: {done, select, true {configurado} other {ninguno; quien opera el equipo lo pone en SMTP_URL}}.',
    alarms:
      'Correos que reciben las alarmas: {count, plural, =0 {ninguno; quien opera el equipo los pone en ALARM_EMAILS} other {#}}.',
  },
  {
    texts: 'Texts of notices approved: {done} of {all}. The notice of one that is not does not leave.',
    carrier: 'SMS carrier: {count, plural, =0 {none; the operator names it in SMPP_URL} other {#}}.',
    mail: 'Mail server: {done, select, true {configured} other {none; the operator names it in SMTP_URL}}.',
    alarms:
      'Mailboxes that get the alarms: {count, plural, =0 {none; the operator names them in ALARM_EMAILS} other {#}}.',
  },
);

/** What notices need to leave and to arrive. Carrier and mail of a demonstration come with it. */
export const noticeSetup: readonly SetupStep[] = [
  {
    href: '/personal/avisos',
    async look({ db, agencyId }) {
      const [row] = await db.sql<{ all: number; done: number }>(
        `select count(distinct r.template_slug)::int as "all",
           count(distinct r.template_slug) filter (where exists (
             select from notifications.template_versions v
             where v.agency_id = $1 and v.slug = r.template_slug and v.status = 'active'))::int as done
         from notifications.rules r where r.agency_id = $1`,
        [agencyId],
      );
      const { all = 0, done = 0 } = row ?? {};
      return { done: all > 0 && done === all, say: (locale) => texts(locale)('texts', { done, all }) };
    },
  },
  {
    async look({ config }): Promise<SetupFact> {
      const count = config.demo ? Math.max(1, readCarriers(config).length) : readCarriers(config).length;
      return { done: count > 0, say: (locale) => texts(locale)('carrier', { count }) };
    },
  },
  {
    async look({ config }): Promise<SetupFact> {
      const done = config.demo || config.smtpUrl !== undefined;
      return { done, say: (locale) => texts(locale)('mail', { done: String(done) }) };
    },
  },
  {
    async look({ config }): Promise<SetupFact> {
      const count = config.alarmEmails.length;
      return { done: count > 0, say: (locale) => texts(locale)('alarms', { count }) };
    },
  },
];
