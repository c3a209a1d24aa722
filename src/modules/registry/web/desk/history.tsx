import { formatDateTime } from '#platform/i18n/format.ts';
import { useTexts, usePage } from '#web/page.tsx';
import type { OfficeStep } from '../../queries/procedure.ts';
import type { WorkEntry } from '../../queries/work-log.ts';
import { deskTexts } from '../../desk-texts.ts';
import { registryTexts } from '../../texts.ts';
import { workTexts } from '../../work-texts.ts';

interface HistoryProps {
  steps: readonly OfficeStep[];
  work: readonly WorkEntry[];
  /** Names of the accounts in both. */
  names: ReadonlyMap<string, string>;
}

/** Everything that happened, who did it and when: the steps that the citizen sees, and the work inside the office. */
export function History({ steps, work, names }: HistoryProps) {
  const { locale } = usePage();
  const entries = [...steps.map((step) => ({ at: step.at, step })), ...work.map((entry) => ({ at: entry.at, entry }))];
  const sorted = entries.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
  return (
    <ol class="history">
      {sorted.map((one, index) => (
        <li key={index}>
          {'step' in one ? (
            <StepLine step={one.step} again={one.step !== steps[0]} names={names} />
          ) : (
            <WorkLine entry={one.entry} names={names} />
          )}
          <p class="soft small">{formatDateTime(one.at, locale, 'short')}</p>
        </li>
      ))}
    </ol>
  );
}

function StepLine(props: { step: OfficeStep; again: boolean; names: HistoryProps['names'] }) {
  const { step, again, names } = props;
  const r = useTexts(registryTexts);
  const w = useTexts(workTexts);
  return (
    <>
      <strong>{again && step.to === 'entered' ? r('step.reentered') : r(`status.${step.to}`)}</strong> ·{' '}
      {whoIs(step.actor, names, w)}
      {step.to !== 'delivered' && <Reasons reasons={step.reasons} />}
    </>
  );
}

function WorkLine({ entry, names }: { entry: WorkEntry; names: HistoryProps['names'] }) {
  const w = useTexts(workTexts);
  const t = useTexts(deskTexts);
  const who = whoIs(entry.actor, names, w);
  const whom = entry.staffId ? (names.get(entry.staffId) ?? '') : '';
  const taken = entry.kind === 'assigned' && entry.actor === `staff:${entry.staffId}`;
  const outcome = entry.outcome ? t(`outcome_${entry.outcome}`) : '';
  return (
    <>
      {w(taken ? 'log_taken' : `log_${entry.kind}`, { who, whom, outcome })}
      <Reasons reasons={entry.reasons} />
    </>
  );
}

function Reasons({ reasons }: { reasons: readonly string[] }) {
  return reasons.map((reason) => (
    <p key={reason} class="small">
      {reason}
    </p>
  ));
}

/** The account behind a label such as `staff:ID`; undefined for systems. */
export function accountOf(actor: string): string | undefined {
  return actor.startsWith('staff:') ? actor.slice('staff:'.length) : undefined;
}

function whoIs(actor: string, names: ReadonlyMap<string, string>, w: ReturnType<typeof workTexts>): string {
  const account = accountOf(actor);
  if (account) return names.get(account) ?? '';
  return actor.startsWith('client:') ? w('otherSystem') : w('system');
}
