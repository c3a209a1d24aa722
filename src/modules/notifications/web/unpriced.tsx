import { formatList } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { Notice } from '#web/ui/notice/notice.tsx';
import { adminTexts } from '../admin-texts.ts';

/** Says which carriers send without a price; nothing where all have one. */
export function Unpriced({ carriers, locale }: { carriers: readonly string[]; locale: Locale }) {
  if (carriers.length === 0) return null;
  return (
    <Notice kind="warning">
      <p>{adminTexts(locale)('unpriced', { carriers: formatList([...carriers], locale) })}</p>
    </Notice>
  );
}
