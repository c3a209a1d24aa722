import type { ModuleDefinition } from '#platform/module.ts';
import { MailSender } from './adapters/mail-sender.ts';
import { SmsSender } from './adapters/sms-sender.ts';
import { onRegistryEvent } from './reactions/on-registry-event.ts';
import { applyReceipt } from './store/receipts.ts';
import { Dispatcher } from './worker/dispatcher.ts';

export const notificationsModule: ModuleDefinition = {
  name: 'notifications',
  subscribers: [onRegistryEvent],
  startWorker(ctx, config) {
    const dispatchers: Dispatcher[] = [];
    if (config.smppUrl) {
      const onReceipt = (receipt: Parameters<typeof applyReceipt>[2]) => applyReceipt(ctx, 'smpp', receipt);
      const sender = new SmsSender({ url: config.smppUrl, source: config.smsSender, log: ctx.log, onReceipt });
      dispatchers.push(new Dispatcher(ctx, 'sms', sender, config));
    }
    if (config.smtpUrl) {
      dispatchers.push(
        new Dispatcher(ctx, 'email', new MailSender({ url: config.smtpUrl, from: config.mailFrom }), config),
      );
    }
    return async () => {
      await Promise.all(dispatchers.map((dispatcher) => dispatcher.stop()));
    };
  },
};
