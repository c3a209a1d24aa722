import type { Channel } from '#modules/people/index.ts';
import { CheckpointKey } from '#platform/audit/chain.ts';
import { loadKeys } from '#platform/keys.ts';
import type { ModuleDefinition } from '#platform/module.ts';
import type { FolioStatus } from '#platform/folios/folio-status.ts';
import type { NoticeRetraction, NoticeSource } from '#platform/notices.ts';
import { noticeRoles } from './access.ts';
import { noticePaths } from './api/openapi.ts';
import { noticeApiRoutes } from './api/routes.ts';
import { readCarriers } from './carrier-settings.ts';
import { doubtAddressesJob } from './jobs/doubt-addresses.ts';
import { mailingJobs } from './jobs/mailings.ts';
import { publishPerformanceJob } from './jobs/publish-performance.ts';
import { reconcileJob } from './jobs/reconcile.ts';
import { settleSpendingJob } from './jobs/settle-spending.ts';
import { CallbackSender } from './callbacks/sender.ts';
import { dropMailingsJob } from './jobs/drop-mailings.ts';
import { expireWaitingJob } from './jobs/expire-waiting.ts';
import { forgetCodesJob } from './jobs/forget-codes.ts';
import { forgetLettersJob } from './jobs/forget-letters.ts';
import { forgetReceiptsJob } from './jobs/forget-receipts.ts';
import { forgetToldJob } from './jobs/forget-told.ts';
import { MESSAGE_GAUGES } from './queries/gauges.ts';
import { noticeSetup } from './queries/setup.ts';
import { noticeTasks } from './queries/tasks.ts';
import { onContactAnswered, onContactEnded } from './reactions/on-contact-answered.ts';
import { onContactDoubted } from './reactions/on-contact-doubted.ts';
import { onContactReplaced } from './reactions/on-contact-replaced.ts';
import { onMergeUndone, onPeopleMerged } from './reactions/on-people-merged.ts';
import { onAddressVerified } from './reactions/on-address-verified.ts';
import { onEvent } from './reactions/on-event.ts';
import { onVerificationRequested } from './reactions/on-verification-requested.ts';
import { noticeRoutes } from './web/routes.ts';
import { alarmMail } from './worker/alarm-mail.ts';
import { startAlarmWatch } from './worker/alarm-watch.ts';
import { Dispatcher } from './worker/dispatcher.ts';
import type { InboundMessage } from './adapters/port.ts';
import { startEvidenceSealer } from './worker/evidence-sealer.ts';
import { hearSms } from './worker/hear-sms.ts';
import { Ledger } from './worker/ledger.ts';
import { emailWayOut } from './worker/mail-way.ts';
import { smsWayOut } from './worker/sms-way.ts';
import { Ways, type WayOut } from './worker/ways.ts';

/**
 * @param sources what the other modules can tell people; with their variables, without their code.
 * @param retractions what makes waiting news untrue.
 * @param statuses who can say how the thing with a folio is going.
 */
export function notificationsModule(
  sources: readonly NoticeSource[],
  retractions: readonly NoticeRetraction[],
  statuses: readonly FolioStatus[],
): ModuleDefinition {
  return {
    name: 'notifications',
    roles: noticeRoles,
    routes: [...noticeRoutes(sources), ...noticeApiRoutes(sources)],
    apiPaths: noticePaths,
    tasks: noticeTasks,
    setup: noticeSetup,
    subscribers: [
      onEvent(sources, retractions),
      onVerificationRequested,
      onAddressVerified,
      onContactAnswered,
      onContactEnded,
      onContactDoubted,
      onContactReplaced,
      onPeopleMerged,
      onMergeUndone,
    ],
    jobs: [
      ...mailingJobs(sources),
      settleSpendingJob,
      reconcileJob,
      publishPerformanceJob,
      doubtAddressesJob,
      dropMailingsJob,
      expireWaitingJob,
      forgetCodesJob,
      forgetLettersJob,
      forgetToldJob,
      forgetReceiptsJob,
    ],
    gauges: MESSAGE_GAUGES,
    startWorker(ctx, config) {
      const ledger = new Ledger(ctx, config);
      const hear = async (message: InboundMessage) => {
        await hearSms(ctx, statuses, message);
        // Somebody holds the telephone and waits for the answer.
        for (const dispatcher of dispatchers) dispatcher.wake();
      };
      const dispatchers: Dispatcher[] = [];
      const dispatch = (channel: Channel, ways: readonly WayOut[]) =>
        dispatchers.push(new Dispatcher(ctx, channel, new Ways(ways), config, ledger));
      const carriers = readCarriers(config).map((carrier) =>
        smsWayOut(ctx, ledger, carrier, { defaultSender: config.smsSender, hear }),
      );
      if (carriers.length > 0) dispatch('sms', carriers);
      const { smtpUrl } = config;
      if (smtpUrl) dispatch('email', [emailWayOut(ctx, ledger, { ...config, smtpUrl })]);
      const callbacks = new CallbackSender(ctx, { allowPrivate: config.demo });
      const stopSealing = startEvidenceSealer(ctx, new CheckpointKey(loadKeys(config.keyFile).audit));
      // What was counted by an hour ago may be of before a restore, or of nothing yet.
      ctx.jobs.enqueue(ctx.db, publishPerformanceJob.queue, {}).catch((error: unknown) => {
        ctx.log.warn({ err: error }, 'the public figures wait for their hour');
      });
      const alarms = alarmMail(ctx, config);
      const stopWatching = startAlarmWatch(ctx, alarms.tell);
      return async () => {
        await stopWatching();
        await alarms.close();
        await callbacks.stop();
        await Promise.all(dispatchers.map((dispatcher) => dispatcher.stop()));
        await ledger.close();
        // Last, for what the ledger wrote is evidence too.
        await stopSealing();
      };
    },
  };
}
