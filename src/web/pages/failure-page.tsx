import type { Failure } from '#platform/http/failure.ts';
import { layoutTexts } from '../layout/layout-texts.ts';
import { PublicPage } from '../layout/public-page.tsx';
import { SITE_PATHS, type PageContext } from '../page-context.ts';
import { LinkButton } from '../ui/button/button.tsx';

/** Says what happened and what to do next; the request number lets support find it in the log. */
export function failurePage({ page, failure }: { page: PageContext; failure: Failure }) {
  const t = layoutTexts(page.locale);
  return (
    <PublicPage context={page} title={t('errorTitle')}>
      <h1>{failure.message}</h1>
      <p class="lead">{failure.whatNext}</p>
      <p>
        <LinkButton href={SITE_PATHS.home}>{t('toHome')}</LinkButton>
      </p>
      <p class="small soft">
        {t('requestNumber')} <span class="mono">{page.requestId}</span>
      </p>
    </PublicPage>
  );
}
