import type { ComponentChildren } from 'preact';
import { Icon } from '../icon/icon.tsx';

/** Over the heading of a page that stands inside another: the way out. */
export function BackLink({ href, children }: { href: string; children: ComponentChildren }) {
  return (
    <p class="back">
      <a href={href}>
        <Icon name="back" />
        <span>{children}</span>
      </a>
    </p>
  );
}
