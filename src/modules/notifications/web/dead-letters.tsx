import type { WebCtx } from '#platform/http/routes.ts';
import { formatDateTime, formatNumber } from '#platform/i18n/format.ts';
import { ActionButton } from '#web/ui/form/form.tsx';
import type { DeadLetter } from '../store/callbacks.ts';
import { systemTexts } from '../system-texts.ts';
import { notificationTexts } from '../texts.ts';
import { DataTable, hiddenColumn } from '#web/ui/table/data-table.tsx';

/** What systems could not be told, the newest first, each with its cause and a way to tell it again. */
export function DeadLetters({ ctx, base, letters }: { ctx: WebCtx; base: string; letters: readonly DeadLetter[] }) {
  const t = systemTexts(ctx.locale);
  const fates = notificationTexts(ctx.locale);
  if (letters.length === 0) return null;
  return (
    <section>
      <h3>{t('deadLetters')}</h3>
      <DataTable
        label={t('deadLetters')}
        columns={[
          t('system'),
          t('request'),
          t('told'),
          t('when'),
          t('attempts'),
          t('cause'),
          hiddenColumn(t('redrive')),
        ]}
      >
        {letters.map(({ id, callbackId, system, externalId, fate, at, attempts, error }) => (
          <tr key={id}>
            <th scope="row">{system}</th>
            <td>
              <code class="breakable">{externalId}</code>
            </td>
            <td>{fates(`fate.${fate}`)}</td>
            <td>{formatDateTime(at, ctx.locale, 'short')}</td>
            <td>{formatNumber(attempts, ctx.locale)}</td>
            <td>
              <code>{error}</code>
            </td>
            <td>
              <ActionButton action={`${base}/direcciones/${callbackId}/reenviar/${id}`} kind="secondary">
                {t('redrive')} <span class="visually-hidden">{t('redriveOne', { request: externalId })}</span>
              </ActionButton>
            </td>
          </tr>
        ))}
      </DataTable>
    </section>
  );
}
