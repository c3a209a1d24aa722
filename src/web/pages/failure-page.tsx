import type { Failure } from '#platform/http/failure.ts';
import type { KeptForm } from '#platform/http/kept-form.ts';
import { layoutTexts } from '../layout/layout-texts.ts';
import { PublicPage } from '../layout/public-page.tsx';
import { StaffPage } from '../layout/staff-page.tsx';
import { SITE_PATHS, type PageContext } from '../page-context.ts';
import { LinkButton } from '../ui/button/button.tsx';
import { Form, Hidden } from '../ui/form/form.tsx';

const KEPT_WORDS = {
  signIn: { title: 'keptSignIn', lead: 'keptLead', step: 'keptEnter', href: SITE_PATHS.logIn },
  stepUp: { title: 'keptStepUp', lead: 'keptLead', step: 'keptConfirm', href: SITE_PATHS.confirm },
  again: { title: 'keptAgain', lead: 'keptLead' },
  otherAgency: { title: 'keptOtherAgency', lead: 'keptOtherAgencyLead' },
  cleaned: { title: 'keptAgain', lead: 'keptCleaned' },
} as const;

/**
 * Says what happened and what to do next, in the frame of the part of the program that it happened in. A failure of ours
 * also shows the request number, by which support finds it in the log; beside "this page does not exist" it would only be
 * a riddle (it stands in the header `x-request-id` anyway).
 */
export function failurePage(props: { page: PageContext; failure: Failure; kept: KeptForm | undefined }) {
  const { page, failure, kept } = props;
  const t = layoutTexts(page.locale);
  const isStaff = page.path.startsWith(SITE_PATHS.staffHome);
  const Frame = isStaff && page.staff ? StaffPage : PublicPage;
  const words = kept && kept.why !== 'later' ? KEPT_WORDS[kept.why] : undefined;
  const heading = words ? t(words.title) : failure.message;
  return (
    <Frame context={page} title={heading.replace(/\.$/, '')}>
      <h1>{heading}</h1>
      <p class="lead">{words ? t(words.lead, { agency: page.staff?.agency.name ?? '' }) : failure.whatNext}</p>
      {kept ? (
        <>
          {words ? 'step' in words && <Steps t={t} {...words} /> : <p>{t('keptLater')}</p>}
          <TypedBefore t={t} kept={kept} />
        </>
      ) : (
        <p>
          <LinkButton href={isStaff ? SITE_PATHS.staffHome : SITE_PATHS.home}>
            {t(isStaff ? 'toStaffHome' : 'toHome')}
          </LinkButton>
        </p>
      )}
      {failure.unexpected && (
        <p class="small soft">
          {t('requestNumber')} <span class="mono">{page.requestId}</span>
        </p>
      )}
    </Frame>
  );
}

type Texts = ReturnType<typeof layoutTexts>;

/** What to do in another tab before the form can be sent. */
function Steps({ t, step, href }: { t: Texts; step: 'keptEnter' | 'keptConfirm'; href: string }) {
  return (
    <ol>
      <li>
        <a href={href} target="_blank" rel="noopener">
          {t(step)}
        </a>
      </li>
      <li>{t('keptReturn')}</li>
    </ol>
  );
}

/** Gives back what was typed, without a script and without keeping it here. */
function TypedBefore({ t, kept }: { t: Texts; kept: KeptForm }) {
  return (
    <Form action={kept.action} submit={t('keptSend')}>
      {kept.fields.map(([name, value], place) => (
        <Hidden key={place} name={name} value={value} />
      ))}
    </Form>
  );
}
