import { findAgency } from '#modules/agencies/index.ts';
import type { Config } from '#platform/config.ts';
import type { Ctx } from '#platform/context.ts';
import { loadDkimKeys } from '../adapters/smtp/dkim-keys.ts';
import { mailAddress } from '../adapters/smtp/mail-address.ts';
import { MaildirIntake } from '../adapters/smtp/maildir.ts';
import { startSmtpSender } from '../adapters/smtp/sender.ts';
import type { MailHandlers } from '../adapters/smtp/take-mail.ts';
import { mailHtml } from '../domain/mail-html.ts';
import { mailAddresses, unsubscribePath } from '../mail-addresses.ts';
import { mailFooterTexts } from '../mail-footer-texts.ts';
import type { ClearMessage } from '../store/withhold.ts';
import type { Ledger } from './ledger.ts';
import { ReturnedMail } from './returned-mail.ts';
import type { WayOut } from './ways.ts';

const NAME = 'smtp';
/** Notices go out in Spanish. */
const LANGUAGE = 'es-MX';

/**
 * Mail over SMTP. Message-ID and return path carry a mark of the message that only we can make, so that what comes back is
 * about it and about no other. Where mail comes back to us (`RETURN_MAIL_PORT`, `RETURN_MAILDIR`), it is taken as well.
 */
export function emailWayOut(ctx: Ctx, ledger: Ledger, config: Config & { smtpUrl: string }): WayOut {
  const from = mailAddress(config.mailFrom);
  const domain = config.returnMailDomain ?? from.address.slice(from.address.lastIndexOf('@') + 1);
  const own = mailAddresses(ctx, domain);
  const { returnMaildir, returnMailPort } = config;
  const comesBack = [config.returnMailDomain, returnMailPort, returnMaildir].some((given) => given !== undefined);
  const dkim =
    config.dkimSelector === undefined
      ? []
      : loadDkimKeys(config.dkimKeyFile, from.address.slice(from.address.lastIndexOf('@') + 1), config.dkimSelector);
  const sender = startSmtpSender({
    url: config.smtpUrl,
    dkim,
    ...(returnMailPort !== undefined && {
      returnMail: { host: config.returnMailHost, port: returnMailPort, domain, takes: (to) => own.takes(to) },
    }),
    log: ctx.log,
    clock: ctx.clock,
  });
  const returned = new ReturnedMail(ctx, { ledger, carrier: NAME, own });
  const handlers: MailHandlers = {
    onReceipt: (receipt) => returned.receipt(receipt),
    onComplaint: (complaint) => returned.complaint(complaint),
    onInbound: (message) => returned.letter(message),
  };
  sender.onReceipt(handlers.onReceipt);
  sender.onComplaint(handlers.onComplaint);
  sender.onInbound(handlers.onInbound);
  const maildir =
    returnMaildir === undefined
      ? undefined
      : new MaildirIntake({
          folder: returnMaildir,
          takes: (to) => own.takes(to),
          handlers,
          clock: ctx.clock,
          log: ctx.log,
        });
  return {
    name: NAME,
    channel: 'email',
    kind: 'smtp',
    sender: {
      state: () => sender.state(),
      close: async () => {
        await maildir?.close();
        await sender.close();
      },
    },
    send: async (message) => {
      const { id, address, subjectLine, expiresAt } = message;
      const text = withFooter(ctx, message);
      // The address stays that of MAIL_FROM, which SPF and DKIM are about; the name is the agency's own.
      const name = (await findAgency(ctx.db, message.agencyId))?.mailSender ?? null;
      return sender.send({
        channel: 'email',
        id,
        messageId: own.messageId(id),
        from: name === null ? from : { ...from, name },
        to: { address },
        subject: subjectLine,
        text,
        html: mailHtml(text, LANGUAGE),
        expiresAt,
        ...(comesBack && { returnPath: own.returnPath(id) }),
        ...(message.topic !== null && {
          unsubscribe: {
            url: ctx.publicUrl + unsubscribePath(ctx, id),
            ...(comesBack && { mailto: own.unsubscribeMail(id) }),
          },
        }),
      });
    },
  };
}

function withFooter(ctx: Ctx, { id, body, topic }: ClearMessage): string {
  if (topic === null) return body;
  return `${body.trimEnd()}\n\n${mailFooterTexts(LANGUAGE)('stop', { link: ctx.publicUrl + unsubscribePath(ctx, id) })}\n`;
}
