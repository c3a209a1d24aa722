import type { WebCtx } from '#platform/http/routes.ts';
import { ownTopic } from '#platform/live/topics.ts';
import { formatDate, formatDateTime, formatRelative } from '#platform/i18n/format.ts';
import { LiveRegion, StaffPage } from '#web/layout/staff-page.tsx';
import { ButtonRow, LinkButton } from '#web/ui/button/button.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import type { FormState } from '#web/ui/form/form-state.ts';
import { ActionButton, Form } from '#web/ui/form/form.tsx';
import { Notice } from '#web/ui/notice/notice.tsx';
import { accountTexts } from '../account-texts.ts';
import type { OwnAccount } from '../queries/own-account.ts';
import { ActivityList } from './activity-list.tsx';
import { AssignmentList } from './assignment-list.tsx';
import { DataTable } from '#web/ui/table/data-table.tsx';
import { SummaryList } from '#web/ui/summary-list/summary-list.tsx';

interface Part {
  ctx: WebCtx;
  own: OwnAccount;
}

/** One's own account: password, second factors, sessions. */
export function OwnAccountPage({ ctx, own, form }: Part & { form: FormState }) {
  const t = accountTexts(ctx.locale);
  return (
    <StaffPage context={ctx.page} title={t('title')} live={[ownTopic(own.account.id)]}>
      <ErrorSummary form={form} />
      <h1>{t('title')}</h1>
      <SummaryList
        rows={[
          [own.account.name, [`${t('login')}: `, <strong key="login">{own.account.login}</strong>]],
          [
            t('posts'),
            own.assignments.length === 0 ? (
              t('noPosts')
            ) : (
              <AssignmentList key="posts" ctx={ctx} assignments={own.assignments} />
            ),
          ],
        ]}
      />
      <div class="columns columns-even">
        <Factors ctx={ctx} own={own} />
        <Password ctx={ctx} own={own} form={form} />
      </div>
      <LiveRegion id="accesos">
        <Sessions ctx={ctx} own={own} />
        <ActivityList ctx={ctx} activity={own.activity} own />
      </LiveRegion>
    </StaffPage>
  );
}

function Password({ ctx, own, form }: Part & { form: FormState }) {
  const t = accountTexts(ctx.locale);
  return (
    <section aria-labelledby="contrasena">
      <h2 id="contrasena">{t('passwordTitle')}</h2>
      {own.account.persona ? (
        <p class="soft">{t('passwordPersona')}</p>
      ) : (
        <Form action="/personal/cuenta/contrasena" state={form} submit={t('change')} submitKind="secondary">
          <TextField name="current" type="password" label={t('current')} width="l" autocomplete="current-password" />
          <TextField
            name="next"
            type="password"
            label={t('next')}
            hint={t('nextHint')}
            width="l"
            autocomplete="new-password"
          />
          <TextField name="repeated" type="password" label={t('repeat')} width="l" autocomplete="new-password" />
        </Form>
      )}
    </section>
  );
}

function Factors({ ctx, own }: Part) {
  const t = accountTexts(ctx.locale);
  const { factors, passkeys } = own;
  const hasTotp = factors.sealed !== null;
  return (
    <section aria-labelledby="factores">
      <h2 id="factores">{t('factorsTitle')}</h2>
      <h3>{t('totp')}</h3>
      <p>{hasTotp ? t('registered') : t('notRegistered')}</p>
      <ButtonRow>
        <LinkButton href="/personal/cuenta/aplicacion" kind="secondary" hiddenText={t('totp')}>
          {hasTotp ? t('replace') : t('register')}
        </LinkButton>
        {hasTotp && passkeys.length > 0 && (
          <ActionButton action="/personal/cuenta/aplicacion/quitar" kind="quiet" hiddenText={t('totp')}>
            {t('remove')}
          </ActionButton>
        )}
      </ButtonRow>
      <h3>{t('passkeys')}</h3>
      {passkeys.length === 0 && <p>{t('noPasskeys')}</p>}
      {passkeys.length > 0 && (
        <ul class="contact-list">
          {passkeys.map(({ id, name, createdAt, usedAt }) => (
            <li key={id}>
              <span>
                <strong>{name}</strong>
                <br />
                <span class="small soft">
                  {t('created')}: {formatDate(createdAt, ctx.locale, 'short')} · {t('lastUsed')}:{' '}
                  {usedAt ? formatDate(usedAt, ctx.locale, 'short') : t('never')}
                </span>
              </span>
              {(hasTotp || passkeys.length > 1) && (
                <ActionButton
                  action="/personal/cuenta/llave/quitar"
                  fields={{ llave: id }}
                  kind="quiet"
                  hiddenText={name}
                >
                  {t('remove')}
                </ActionButton>
              )}
            </li>
          ))}
        </ul>
      )}
      <p>
        <LinkButton href="/personal/cuenta/llave" kind="secondary">
          {t('passkeyAdd')}
        </LinkButton>
      </p>
      <h3>{t('codes')}</h3>
      {factors.recoveryCodes === 0 && !own.account.persona && (
        <Notice kind="warning">
          <p>{t('codesNone')}</p>
        </Notice>
      )}
      <p>
        {t('codesLeft', { count: factors.recoveryCodes })} {t('codesLead')}
      </p>
      <ActionButton action="/personal/cuenta/codigos">{t('codesMake')}</ActionButton>
    </section>
  );
}

function Sessions({ ctx, own }: Part) {
  const t = accountTexts(ctx.locale);
  const others = own.sessions.filter(({ id }) => id !== ctx.session?.id);
  return (
    <section aria-labelledby="sesiones">
      <h2 id="sesiones">{t('sessionsTitle')}</h2>
      <DataTable labelledBy="sesiones" columns={[t('device'), t('started'), t('seen'), t('action')]}>
        {own.sessions.map(({ id, device, startedAt, seenAt }) => {
          const name = device || t('unknownDevice');
          const mine = id === ctx.session?.id;
          return (
            <tr key={id}>
              <td>
                {name} {mine && <span class="tag tag-accent">{t('thisOne')}</span>}
              </td>
              <td>{formatDateTime(startedAt, ctx.locale, 'short')}</td>
              <td>{formatRelative(seenAt, ctx.clock.now(), ctx.locale)}</td>
              <td>
                {!mine && (
                  <ActionButton
                    action="/personal/cuenta/sesiones/cerrar"
                    fields={{ sesion: id }}
                    kind="quiet"
                    hiddenText={name}
                  >
                    {t('end')}
                  </ActionButton>
                )}
              </td>
            </tr>
          );
        })}
      </DataTable>
      {others.length > 0 && (
        <ActionButton action="/personal/cuenta/sesiones/cerrar-demas">{t('endOthers')}</ActionButton>
      )}
    </section>
  );
}
