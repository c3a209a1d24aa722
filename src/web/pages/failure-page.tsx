import type { Failure } from '#platform/http/failure.ts';
import { layoutTexts } from '../layout/layout-texts.ts';
import { PublicPage } from '../layout/public-page.tsx';
import { SITE_PATHS, type PageContext } from '../page-context.ts';
import { LinkButton } from '../ui/button/button.tsx';

/**
 * Says what happened and what to do next. A failure of ours also shows the request number, by which support finds it in
 * the log; beside "this page does not exist" it would only be a riddle (it stands in the header `x-request-id` anyway).
 */
export function failurePage({ page, failure }: { page: PageContext; failure: Failure }) {
  const t = layoutTexts(page.locale);
  const isStaff = page.path.startsWith(SITE_PATHS.staffHome);
  return (
    <PublicPage context={page} title={failure.message.replace(/\.$/, '')}>
      <h1>{failure.message}</h1>
      <p class="lead">{failure.whatNext}</p>
      <p>
        <LinkButton href={isStaff ? SITE_PATHS.staffHome : SITE_PATHS.home}>
          {t(isStaff ? 'toStaffHome' : 'toHome')}
        </LinkButton>
      </p>
      {failure.unexpected && (
        <p class="small soft">
          {t('requestNumber')} <span class="mono">{page.requestId}</span>
        </p>
      )}
    </PublicPage>
  );
}
