import { useTexts } from '#web/page.tsx';
import { Icon, type IconName } from '#web/ui/icon/icon.tsx';
import type { Status } from '../domain/statuses.ts';
import { registryTexts } from '../texts.ts';

const LOOKS: Readonly<Record<Status, { icon: IconName; tone: string }>> = {
  entered: { icon: 'document', tone: 'accent' },
  in_analysis: { icon: 'search', tone: 'accent' },
  accepted: { icon: 'check', tone: 'good' },
  suspended: { icon: 'pause', tone: 'warn' },
  rejected: { icon: 'cross', tone: 'bad' },
  delivered: { icon: 'check', tone: 'good' },
  withdrawn: { icon: 'cross', tone: 'plain' },
};

/** The status in colour, picture and words together. */
export function StatusTag({ status }: { status: Status }) {
  const t = useTexts(registryTexts);
  const look = LOOKS[status];
  return (
    <span class={`tag tag-${look.tone}`}>
      <Icon name={look.icon} />
      {t(`status.${status}`)}
    </span>
  );
}

export function statusIcon(status: Status): IconName {
  return LOOKS[status].icon;
}
