import type { ModuleDefinition } from '#platform/module.ts';
import { MESSAGE_GAUGES } from './queries/gauges.ts';
import { forgetCodesJob } from './jobs/forget-codes.ts';
import { onRegistryEvent } from './reactions/on-registry-event.ts';
import { onVerificationRequested } from './reactions/on-verification-requested.ts';
import { Dispatcher } from './worker/dispatcher.ts';
import { emailWayOut, smsWayOut } from './worker/ways-out.ts';

export const notificationsModule: ModuleDefinition = {
  name: 'notifications',
  subscribers: [onRegistryEvent, onVerificationRequested],
  jobs: [forgetCodesJob],
  gauges: MESSAGE_GAUGES,
  startWorker(ctx, config) {
    const dispatchers: Dispatcher[] = [];
    if (config.smppUrl)
      dispatchers.push(new Dispatcher(ctx, 'sms', smsWayOut(ctx, config.smppUrl, config.smsSender), config));
    if (config.smtpUrl)
      dispatchers.push(new Dispatcher(ctx, 'email', emailWayOut(ctx, config.smtpUrl, config.mailFrom), config));
    return async () => {
      await Promise.all(dispatchers.map((dispatcher) => dispatcher.stop()));
    };
  },
};
