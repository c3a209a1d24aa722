import { Refusal } from '#platform/errors.ts';
import { httpRefusals } from '#platform/http/refusals.ts';
import { page, redirect, type Route, type WebCtx } from '#platform/http/routes.ts';
import { formatDate } from '#platform/i18n/format.ts';
import { isId } from '#platform/ids.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { LinkButton } from '#web/ui/button/button.tsx';
import { ActionButton } from '#web/ui/form/form.tsx';
import { Notice } from '#web/ui/notice/notice.tsx';
import { contactTroubleTexts } from '../contact-trouble-texts.ts';
import { withdrawConsent } from '../commands/change-consent.ts';
import { contactTroubles, contactTroubleWords, type ContactTrouble } from '../queries/contact-troubles.ts';
import { readPerson } from '../queries/search-people.ts';
import { CHANNELS, type Consent, type Person } from '../store/people.ts';
import { ContactList } from './contact-list.tsx';
import { peoplePageTexts } from '../page-texts.ts';

const title: Route['title'] = (locale) => peoplePageTexts(locale)('title');

interface PersonView {
  readonly ctx: WebCtx;
  readonly person: Person & { consents: readonly Consent[] };
  readonly troubles: readonly ContactTrouble[];
}

function PersonPage({ ctx, person, troubles }: PersonView) {
  const t = peoplePageTexts(ctx.locale);
  const mayChange = canSomewhere(ctx.access, ctx.actor, 'people.register');
  const name = `${person.names} ${person.surnames}`;
  return (
    <StaffPage context={ctx.page} title={name}>
      <p>
        <a href="/personal/personas">{t('back')}</a>
      </p>
      <h1>{name}</h1>
      {canSomewhere(ctx.access, ctx.actor, 'registry.enter') && (
        <p>
          <LinkButton href={`/personal/registro/nuevo?persona=${person.id}`}>{t('enterFor')}</LinkButton>
        </p>
      )}
      <h2>{t('contacts')}</h2>
      <ContactList person={person} />
      {troubles.length > 0 && (
        <Notice kind="warning">
          <h3>{contactTroubleTexts(ctx.locale)('title')}</h3>
          <ul>
            {troubles.map((trouble) => (
              <li key={`${trouble.address} ${trouble.trouble}`}>{contactTroubleWords(trouble, ctx.locale)}</li>
            ))}
          </ul>
        </Notice>
      )}
      <h2>{t('consents')}</h2>
      {person.consents.length === 0 && <p class="soft">{t('noConsents')}</p>}
      {person.consents.length > 0 && (
        <div class="table-wrap" tabIndex={0} role="region" aria-label={t('consents')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('channel')}</th>
                <th scope="col">{t('notice')}</th>
                <th scope="col">{t('given')}</th>
                <th scope="col">{t('withdrawn')}</th>
              </tr>
            </thead>
            <tbody>
              {person.consents.map((consent) => (
                <tr key={`${consent.channel} ${consent.givenAt}`}>
                  <td>{t(consent.channel)}</td>
                  <td>{consent.noticeVersion}</td>
                  <td>{formatDate(consent.givenAt, ctx.locale, 'short')}</td>
                  <td>
                    {consent.withdrawnAt ? formatDate(consent.withdrawnAt, ctx.locale, 'short') : t('inForce')}{' '}
                    {!consent.withdrawnAt && mayChange && (
                      <ActionButton
                        action={`/personal/personas/${person.id}/retirar`}
                        fields={{ channel: consent.channel }}
                        hiddenText={t(consent.channel)}
                      >
                        {t('withdraw')}
                      </ActionButton>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </StaffPage>
  );
}

/** The id of the address, or the page does not exist. */
function personIdOf(ctx: WebCtx): string {
  const { id } = ctx.request.params;
  if (!isId(id)) throw new Refusal(httpRefusals.pageNotFound);
  return id;
}

export const personRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/personal/personas/:id',
    access: { kind: 'staff', action: 'people.read' },
    title,
    async handle(ctx) {
      const person = await readPerson(ctx, personIdOf(ctx));
      const troubles = await contactTroubles(ctx, person.id);
      return page(<PersonPage ctx={ctx} person={person} troubles={troubles} />);
    },
  },
  {
    method: 'POST',
    url: '/personal/personas/:id/retirar',
    access: { kind: 'staff', action: 'people.register' },
    csrf: 'form-token',
    async handle(ctx) {
      const personId = personIdOf(ctx);
      const channel = CHANNELS.find((one) => one === ctx.request.form.channel);
      if (!channel) throw new Refusal(httpRefusals.badRequest);
      await withdrawConsent(ctx, { personId, channel, source: 'counter' });
      const text = peoplePageTexts(ctx.locale)('withdrawDone');
      return redirect(`/personal/personas/${personId}`, { kind: 'success', text });
    },
  },
];
