import type { WebCtx } from '#platform/http/routes.ts';
import { formatDate, formatDateTime, formatNumber } from '#platform/i18n/format.ts';
import { maskAddress } from '#platform/i18n/mask.ts';
import type { NoticeKind } from '#platform/notices.ts';
import { KEY_MODES } from '#platform/permissions/actor.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { LinkButton } from '#web/ui/button/button.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { Checkbox, RadioGroup, SelectField, type Choice } from '#web/ui/field/choice-fields.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import type { FormState } from '#web/ui/form/form-state.ts';
import { ActionButton, Form } from '#web/ui/form/form.tsx';
import { Notice } from '#web/ui/notice/notice.tsx';
import { KEY_SCOPES } from '../commands/change-keys.ts';
import type { Callback, DeadLetter } from '../store/callbacks.ts';
import type { KeyRow } from '../store/keys.ts';
import type { TeamMember } from '../store/team.ts';
import { systemTexts } from '../system-texts.ts';
import { DeadLetters } from './dead-letters.tsx';
import { NoticeSections } from './notice-sections.tsx';
import { DataTable, hiddenColumn } from '#web/ui/table/data-table.tsx';

export const SYSTEMS = '/personal/avisos/sistemas';

export interface SystemsView {
  readonly ctx: WebCtx;
  readonly keys: readonly KeyRow[];
  readonly callbacks: readonly Callback[];
  readonly letters: readonly DeadLetter[];
  readonly team: readonly TeamMember[];
  readonly kinds: readonly NoticeKind[];
  readonly units: readonly Choice[];
  readonly forms: Readonly<Record<'key' | 'callback' | 'member', FormState>>;
}

export function SystemsPage({ view }: { view: SystemsView }) {
  const { ctx, keys, kinds, units, forms } = view;
  const t = systemTexts(ctx.locale);
  return (
    <StaffPage context={ctx.page} title={t('title')}>
      <ErrorSummary form={forms.key} />
      <ErrorSummary form={forms.callback} />
      <ErrorSummary form={forms.member} />
      <h1>{t('title')}</h1>
      <NoticeSections ctx={ctx} here="systems" />
      <p class="lead">{t('lead')}</p>
      <h2>{t('keys')}</h2>
      <KeyTable ctx={ctx} keys={keys} />
      <section>
        <h3>{t('newKey')}</h3>
        <Form action={`${SYSTEMS}/claves`} state={forms.key} submit={t('createKey')}>
          <TextField name="sistema" label={t('system')} width="l" autocomplete="off" />
          {units.length > 1 && <SelectField name="unidad" label={t('unit')} choices={units} prompt="none" />}
          <RadioGroup
            name="clase"
            label={t('mode')}
            choices={KEY_MODES.map((mode) => ({ value: mode, label: t(`mode.${mode}`), hint: t(`hint.${mode}`) }))}
          />
          <Checkbox name="codigos" label={t('mayCodes')} />
          <TextField name="porMinuto" label={t('pace')} hint={t('paceHint')} width="s" inputmode="numeric" />
        </Form>
      </section>
      <Callbacks view={view} />
      <Team view={view} />
      <section>
        <h2>{t('events')}</h2>
        {kinds.length === 0 ? (
          <p class="soft">{t('noEvents')}</p>
        ) : (
          <DataTable label={t('events')} columns={[t('event'), t('name'), t('variables')]}>
            {kinds.map(({ event, title, variables }) => (
              <tr key={event.name}>
                <th scope="row">
                  <code>{event.name}</code>
                </th>
                <td>{title(ctx.locale)}</td>
                <td>{variables.map(({ name }) => name).join(', ')}</td>
              </tr>
            ))}
          </DataTable>
        )}
      </section>
    </StaffPage>
  );
}

function KeyTable({ ctx, keys }: Pick<SystemsView, 'ctx' | 'keys'>) {
  const t = systemTexts(ctx.locale);
  if (keys.length === 0) return <p class="soft">{t('noKeys')}</p>;
  return (
    <DataTable
      label={t('keys')}
      columns={[t('system'), t('mode'), t('codes'), t('paceShort'), t('ending'), t('created'), t('state')]}
    >
      {keys.map(({ id, system, mode, scopes, hint, perMinute, createdAt, revokedAt }) => (
        <tr key={id}>
          <th scope="row">{system}</th>
          <td>{t(`mode.${mode}`)}</td>
          <td>{t(scopes.includes(KEY_SCOPES.codes) ? 'yes' : 'no')}</td>
          <td>{formatNumber(perMinute, ctx.locale)}</td>
          <td>
            <code>{hint}</code>
          </td>
          <td>{formatDate(createdAt, ctx.locale, 'short')}</td>
          <td>
            {revokedAt ? (
              t('revoked')
            ) : (
              <ActionButton action={`${SYSTEMS}/claves/${id}/revocar`} kind="quiet">
                {t('revoke')} <span class="visually-hidden">{t('revokeWhich', { hint, system })}</span>
              </ActionButton>
            )}
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

function Callbacks({ view: { ctx, callbacks, letters, keys, forms } }: { view: SystemsView }) {
  const t = systemTexts(ctx.locale);
  const systems = [...new Set(keys.map(({ system }) => system))];
  return (
    <section>
      <h2>{t('callbacks')}</h2>
      {callbacks.length === 0 ? (
        <p class="soft">{t('noCallbacks')}</p>
      ) : (
        <DataTable
          label={t('callbacks')}
          columns={[t('system'), t('url'), t('waiting'), t('dead'), hiddenColumn(t('state'))]}
        >
          {callbacks.map(({ id, system, url, waiting, dead, error, pausedUntil }) => (
            <tr key={id}>
              <th scope="row">{system}</th>
              <td>{url}</td>
              <td>
                {formatNumber(waiting, ctx.locale)}{' '}
                {pausedUntil && Temporal.Instant.compare(pausedUntil, ctx.clock.now()) > 0 && (
                  <span class="soft">{t('paused', { when: formatDateTime(pausedUntil, ctx.locale, 'short') })}</span>
                )}
              </td>
              <td>
                {formatNumber(dead, ctx.locale)} {error && <code>{error}</code>}
              </td>
              <td>
                {dead > 0 && (
                  <ActionButton action={`${SYSTEMS}/direcciones/${id}/reenviar`} kind="secondary">
                    {t('redriveAll')} <span class="visually-hidden">{t('redriveWhich', { system })}</span>
                  </ActionButton>
                )}
                <ActionButton action={`${SYSTEMS}/direcciones/${id}/quitar`} kind="quiet">
                  {t('remove')} <span class="visually-hidden">{t('removeWhich', { system })}</span>
                </ActionButton>
              </td>
            </tr>
          ))}
        </DataTable>
      )}
      <DeadLetters ctx={ctx} base={SYSTEMS} letters={letters} />
      {systems.length > 0 && (
        <>
          <h3>{t('newCallback')}</h3>
          <Form action={`${SYSTEMS}/direcciones`} state={forms.callback} submit={t('saveCallback')}>
            <SelectField
              name="de"
              label={t('system')}
              prompt="none"
              choices={systems.map((system) => ({ value: system, label: system }))}
            />
            <TextField
              name="direccion"
              label={t('url')}
              hint={t('urlHint')}
              type="url"
              width="full"
              autocomplete="off"
            />
          </Form>
        </>
      )}
    </section>
  );
}

function Team({ view: { ctx, team, forms } }: { view: SystemsView }) {
  const t = systemTexts(ctx.locale);
  return (
    <section>
      <h2>{t('team')}</h2>
      <p>{t('teamLead')}</p>
      {team.length === 0 ? (
        <p class="soft">{t('noTeam')}</p>
      ) : (
        <ul class="plain-list">
          {team.map(({ id, name, channel, address }) => (
            <li key={id}>
              {name} · {maskAddress(channel, address)}{' '}
              <ActionButton action={`${SYSTEMS}/equipo/${id}/quitar`} kind="quiet">
                {t('remove')} <span class="visually-hidden">{t('removeMember', { name })}</span>
              </ActionButton>
            </li>
          ))}
        </ul>
      )}
      <Form action={`${SYSTEMS}/equipo`} state={forms.member} submit={t('add')}>
        <div class="field-row">
          <TextField name="persona" label={t('name')} autocomplete="off" />
          <TextField name="contacto" label={t('address')} autocomplete="off" />
        </div>
      </Form>
    </section>
  );
}

/** A key or a secret, shown this once. */
export function SecretPage(props: { ctx: WebCtx; kind: 'keyShown' | 'secretShown'; system: string; secret: string }) {
  const { ctx, kind, system, secret } = props;
  const t = systemTexts(ctx.locale);
  return (
    <StaffPage context={ctx.page} title={t(kind, { system })}>
      <h1>{t(kind, { system })}</h1>
      <Notice kind="warning">
        <p>{t('shownOnce')}</p>
      </Notice>
      <p>
        <code>{secret}</code>
      </p>
      <LinkButton href={SYSTEMS}>{t('done')}</LinkButton>
    </StaffPage>
  );
}
