import { Refusal } from '#platform/errors.ts';
import { idOf } from '#platform/http/id-of.ts';
import { httpRefusals } from '#platform/http/refusals.ts';
import { page, redirect, type Route, type WebCtx } from '#platform/http/routes.ts';
import { formatDateTime } from '#platform/i18n/format.ts';
import { listStaffNames } from '#modules/staff/index.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import { LiveRegion, StaffPage } from '#web/layout/staff-page.tsx';
import { LinkButton } from '#web/ui/button/button.tsx';
import { ActionButton } from '#web/ui/form/form.tsx';
import { Notice } from '#web/ui/notice/notice.tsx';
import { contactTroubleTexts } from '../contact-trouble-texts.ts';
import { withdrawConsent } from '../commands/change-consent.ts';
import { personTopic } from '../topics.ts';
import { STATUS_NOTICES } from '../commands/register-person.ts';
import { contactTroubles, contactTroubleWords, type ContactTrouble } from '../queries/contact-troubles.ts';
import { readPerson } from '../queries/search-people.ts';
import { listMerges, type Merge } from '../store/merges.ts';
import { CHANNELS, type Consent, type Person } from '../store/people.ts';
import { ContactList } from './contact-list.tsx';
import { peoplePageTexts } from '../page-texts.ts';
import { DataTable } from '#web/ui/table/data-table.tsx';
import { BackLink } from '#web/ui/back-link/back-link.tsx';
import { undoTexts } from '../undo-texts.ts';
import { undoAddress } from './undo-merge.tsx';

const title: Route['title'] = (locale) => peoplePageTexts(locale)('title');

interface PersonView {
  readonly person: Person & { consents: readonly Consent[] };
  readonly troubles: readonly ContactTrouble[];
  readonly merges: readonly Merge[];
  /** Account -> name, of whoever took consents down or merged. */
  readonly names: ReadonlyMap<string, string>;
}

function PersonPage({ ctx, view }: { ctx: WebCtx; view: PersonView }) {
  const { person, troubles } = view;
  const t = peoplePageTexts(ctx.locale);
  const name = `${person.names} ${person.surnames}`;
  return (
    <StaffPage context={ctx.page} title={name} live={[personTopic(person.id)]}>
      <BackLink href="/personal/personas">{t('back')}</BackLink>
      <h1>{name}</h1>
      {canSomewhere(ctx.access, ctx.actor, 'registry.enter') && (
        <p>
          <LinkButton href={`/personal/registro/nuevo?persona=${person.id}`}>{t('enterFor')}</LinkButton>
        </p>
      )}
      {canSomewhere(ctx.access, ctx.actor, 'registry.read') && (
        <p>
          <a href={`/personal/personas/${person.id}/tramites`}>{t('history')}</a>
        </p>
      )}
      <LiveRegion id="person">
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
        {person.consents.length > 0 && <Consents ctx={ctx} person={person} names={view.names} />}
        {view.merges.length > 0 && <Merges ctx={ctx} merges={view.merges} names={view.names} />}
      </LiveRegion>
      {canSomewhere(ctx.access, ctx.actor, 'privacy.receive') && (
        <>
          <h2>{t('rights')}</h2>
          <p>{t('rightsLead')}</p>
          <LinkButton href={`/personal/derechos/nueva?persona=${person.id}`} kind="secondary">
            {t('newRights')}
          </LinkButton>
        </>
      )}
    </StaffPage>
  );
}

interface ListProps {
  readonly ctx: WebCtx;
  readonly names: ReadonlyMap<string, string>;
}

/** Who a label such as `staff:ID` stands for, in words. */
function whoIs(
  label: string | null,
  names: ReadonlyMap<string, string>,
  t: ReturnType<typeof peoplePageTexts>,
): string {
  if (label === null) return '';
  if (label.startsWith('citizen:') || label === 'anonymous') return t('byThemself');
  return names.get(label.replace('staff:', '')) ?? (label.startsWith('client:') ? t('byOtherSystem') : t('bySystem'));
}

const SOURCES = ['counter', 'status-page', 'my-data-page', 'api'] as const;

/** The proof of each consent: what for, under which notice, when, where and by whom; and its end. */
function Consents({ ctx, person, names }: ListProps & { person: PersonView['person'] }) {
  const t = peoplePageTexts(ctx.locale);
  const mayChange = canSomewhere(ctx.access, ctx.actor, 'people.register');
  const where = (source: string | null) => {
    const known = SOURCES.find((one) => one === source);
    return known ? t(`from_${known}`) : (source ?? '');
  };
  return (
    <DataTable label={t('consents')} columns={[t('channel'), t('purpose'), t('notice'), t('given'), t('withdrawn')]}>
      {person.consents.map((consent) => (
        <tr key={`${consent.channel} ${String(consent.givenAt)}`}>
          <td>{t(consent.channel)}</td>
          <td>{consent.purpose === STATUS_NOTICES ? t('statusNotices') : consent.purpose}</td>
          <td>{consent.noticeVersion}</td>
          <td>
            <p>{formatDateTime(consent.givenAt, ctx.locale, 'short')}</p>
            <p class="soft small">
              {[where(consent.source), whoIs(consent.givenBy, names, t)].filter(Boolean).join(' · ')}
            </p>
          </td>
          <td>
            {consent.withdrawnAt ? (
              <>
                <p>{formatDateTime(consent.withdrawnAt, ctx.locale, 'short')}</p>
                <p class="soft small">
                  {[where(consent.withdrawnSource), whoIs(consent.withdrawnBy, names, t)].filter(Boolean).join(' · ')}
                </p>
              </>
            ) : (
              <>
                {t('inForce')}{' '}
                {mayChange && (
                  <ActionButton
                    action={`/personal/personas/${person.id}/retirar`}
                    fields={{ channel: consent.channel }}
                    hiddenText={t(consent.channel)}
                  >
                    {t('withdraw')}
                  </ActionButton>
                )}
              </>
            )}
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

function Merges({ ctx, merges, names }: ListProps & { merges: readonly Merge[] }) {
  const t = peoplePageTexts(ctx.locale);
  const u = undoTexts(ctx.locale);
  const mayUndo = canSomewhere(ctx.access, ctx.actor, 'people.merge');
  return (
    <>
      <h2>{t('mergeHistory')}</h2>
      <ul class="plain-list">
        {merges.map((merge) => (
          <li key={merge.id}>
            <p>
              {formatDateTime(merge.mergedAt, ctx.locale)} · {whoIs(merge.mergedBy, names, t)}{' '}
              {mayUndo && !merge.undoneAt && (
                <a href={undoAddress(merge.id)}>
                  {u('open')}
                  <span class="visually-hidden">
                    {' '}
                    {u('openHidden', { date: formatDateTime(merge.mergedAt, ctx.locale) })}
                  </span>
                </a>
              )}
            </p>
            <p class="soft small">{merge.reason}</p>
            {merge.undoneAt && (
              <>
                <p>
                  {u('wasUndone', {
                    date: formatDateTime(merge.undoneAt, ctx.locale),
                    who: whoIs(merge.undoneBy, names, t),
                  })}
                </p>
                <p class="soft small">{merge.undoneReason}</p>
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

export const personRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/personal/personas/:id',
    access: { kind: 'staff', action: 'people.read' },
    title,
    async handle(ctx) {
      const person = await readPerson(ctx, idOf(ctx));
      const troubles = await contactTroubles(ctx, person.id);
      const merges = await listMerges(ctx, person.id);
      const labels = [
        ...person.consents.flatMap(({ givenBy, withdrawnBy }) => [givenBy, withdrawnBy]),
        ...merges.flatMap(({ mergedBy, undoneBy }) => [mergedBy, undoneBy]),
      ];
      const accounts = labels.flatMap((label) => (label?.startsWith('staff:') ? label.slice('staff:'.length) : []));
      const names = new Map((await listStaffNames(ctx.db, accounts)).map(({ id, name }) => [id, name]));
      return page(<PersonPage ctx={ctx} view={{ person, troubles, merges, names }} />);
    },
  },
  {
    method: 'POST',
    url: '/personal/personas/:id/retirar',
    access: { kind: 'staff', action: 'people.register' },
    csrf: 'form-token',
    async handle(ctx) {
      const personId = idOf(ctx);
      const channel = CHANNELS.find((one) => one === ctx.request.form.channel);
      if (!channel) throw new Refusal(httpRefusals.badRequest);
      await withdrawConsent(ctx, { personId, channel, source: 'counter' });
      const text = peoplePageTexts(ctx.locale)('withdrawDone');
      return redirect(`/personal/personas/${personId}`, { kind: 'success', text });
    },
  },
];
