import type { Failure } from '#platform/http/failure.ts';
import type { KeptForm } from '#platform/http/kept-form.ts';
import { layoutTexts } from '../layout/layout-texts.ts';
import { PublicPage } from '../layout/public-page.tsx';
import { SITE_PATHS, type PageContext } from '../page-context.ts';
import { LinkButton } from '../ui/button/button.tsx';
import { Form, Hidden } from '../ui/form/form.tsx';

/**
 * Says what happened and what to do next. A failure of ours also shows the request number, by which support finds it in
 * the log; beside "this page does not exist" it would only be a riddle (it stands in the header `x-request-id` anyway).
 */
export function failurePage(props: { page: PageContext; failure: Failure; kept: KeptForm | undefined }) {
  const { page, failure, kept } = props;
  if (kept) return <KeptPage page={page} kept={kept} />;
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

const KEPT_WORDS = {
  signIn: { title: 'keptSignIn', lead: 'keptLead', step: 'keptEnter', href: SITE_PATHS.logIn },
  stepUp: { title: 'keptStepUp', lead: 'keptLead', step: 'keptConfirm', href: SITE_PATHS.confirm },
  again: { title: 'keptAgain', lead: 'keptLead' },
  cleaned: { title: 'keptAgain', lead: 'keptCleaned' },
} as const;

/** Gives back what was typed when the session or the second factor had run out, without a script and without keeping it here. */
function KeptPage({ page, kept }: { page: PageContext; kept: KeptForm }) {
  const t = layoutTexts(page.locale);
  const words = KEPT_WORDS[kept.why];
  const title = t(words.title);
  return (
    <PublicPage context={page} title={title}>
      <h1>{title}</h1>
      <p class="lead">{t(words.lead)}</p>
      {'step' in words && (
        <ol>
          <li>
            <a href={words.href} target="_blank" rel="noopener">
              {t(words.step)}
            </a>
          </li>
          <li>{t('keptReturn')}</li>
        </ol>
      )}
      <Form action={kept.action} submit={t('keptSend')}>
        {kept.fields.map(([name, value], place) => (
          <Hidden key={place} name={name} value={value} />
        ))}
      </Form>
    </PublicPage>
  );
}
