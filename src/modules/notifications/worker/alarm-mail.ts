import type { Config } from '#platform/config.ts';
import type { Ctx } from '#platform/context.ts';
import { formatDateTime } from '#platform/i18n/format.ts';
import { newId } from '#platform/ids.ts';
import { loadDkimKeys } from '../adapters/smtp/dkim-keys.ts';
import { mailAddress } from '../adapters/smtp/mail-address.ts';
import { startSmtpSender } from '../adapters/smtp/sender.ts';
import { alarmMailTexts } from '../alarm-mail-texts.ts';
import { alarmWords } from '../alarm-words.ts';
import type { KeptAlarm } from '../store/alarms.ts';
import { listAlertAddresses } from '../store/settings.ts';
import type { Teller } from './alarm-watch.ts';

const LANGUAGE = 'es-MX';

type Settings = Pick<Config, 'smtpUrl' | 'alarmSmtpUrl' | 'alarmEmails' | 'mailFrom' | 'dkimSelector' | 'dkimKeyFile'>;

/**
 * Tells of alarms by mail, past the queue and on a connection of its own: what stops notices shall not stop the word of it.
 * With `ALARM_SMTP_URL` it goes by another server than the notices do.
 */
export function alarmMail(ctx: Ctx, config: Settings): { tell: Teller; close: () => Promise<void> } {
  const url = config.alarmSmtpUrl ?? config.smtpUrl;
  if (url === undefined) return { tell: async () => true, close: async () => undefined };
  const from = mailAddress(config.mailFrom);
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
  const dkim = config.dkimSelector === undefined ? [] : loadDkimKeys(config.dkimKeyFile, domain, config.dkimSelector);
  const sender = startSmtpSender({ url, dkim, maxConnections: 1, log: ctx.log, clock: ctx.clock });
  const tell: Teller = async (alarm) => {
    const addresses = [...new Set([...config.alarmEmails, ...(await listAlertAddresses(ctx, alarm.agencyId))])];
    const mail = mailOf(alarm, ctx.publicUrl);
    const sent = await Promise.all(
      addresses.map((address) => {
        const id = newId();
        const messageId = `<alarma-${id}@${domain}>`;
        const headers = { 'Auto-Submitted': 'auto-generated' };
        return sender.send({ channel: 'email', id, messageId, from, to: { address }, headers, ...mail });
      }),
    );
    // One who knows is enough: to write to everybody again because of one wrong address would be a flood.
    return addresses.length === 0 || sent.some(({ kind }) => kind === 'accepted');
  };
  return { tell, close: () => sender.close() };
}

function mailOf({ facts, since, endedAt }: KeptAlarm, publicUrl: string): { subject: string; text: string } {
  const t = alarmMailTexts(LANGUAGE);
  const what = t(`subject.${facts.kind}`, { carrier: 'carrier' in facts ? facts.carrier : '' });
  const time = (at: Temporal.Instant) => formatDateTime(at, LANGUAGE);
  const link = `${publicUrl}/personal/avisos/operacion`;
  const values = { words: alarmWords(facts, LANGUAGE), since: time(since), link };
  if (endedAt === null) return { subject: t('begun', { what }), text: t('begunBody', values) };
  return { subject: t('over', { what }), text: t('overBody', { ...values, until: time(endedAt) }) };
}
