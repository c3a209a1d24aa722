import type { ComponentChildren } from 'preact';
import type { Flash } from '../../page-context.ts';
import { useTexts } from '../../page.tsx';
import { kitTexts } from '../kit-texts.ts';

export type NoticeKind = 'info' | 'success' | 'warning' | 'danger';

const WORDS = {
  info: 'noticeInfo',
  success: 'noticeSuccess',
  warning: 'noticeWarning',
  danger: 'noticeDanger',
} as const;

/** Something the reader must not miss. The kind is said in words too, not by colour alone. */
export function Notice({ kind = 'info', children }: { kind?: NoticeKind; children: ComponentChildren }) {
  const t = useTexts(kitTexts);
  return (
    <div class={`notice notice-${kind}`}>
      <p class="visually-hidden">{t(WORDS[kind])}</p>
      {children}
    </div>
  );
}

/** What the last action led to, said once. */
export function FlashNotice({ flash }: { flash: Flash | undefined }) {
  if (!flash) return null;
  return (
    <div role="status">
      <Notice kind={flash.kind}>
        <p>{flash.text}</p>
      </Notice>
    </div>
  );
}
