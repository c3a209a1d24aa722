import { scriptUrl } from '../assets.ts';
import type { LayoutProps } from './document.tsx';
import { PublicPage } from './public-page.tsx';

/**
 * A page where public servants sign in: the look of a public page, and the one script that asks a device for its passkey.
 * Every such page has another way without script.
 */
export function EntrancePage(props: LayoutProps) {
  return (
    <PublicPage {...props}>
      {props.children}
      <script type="module" src={scriptUrl('passkey')} nonce={props.context.nonce} />
    </PublicPage>
  );
}
