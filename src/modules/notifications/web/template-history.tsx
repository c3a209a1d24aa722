import { formatDateTime } from '#platform/i18n/format.ts';
import { useLocale, useTexts } from '#web/page.tsx';
import { ActionButton } from '#web/ui/form/form.tsx';
import { adminTexts } from '../admin-texts.ts';
import { wordDiff } from '../domain/word-diff.ts';
import type { TemplateContent, TemplateStatus } from '../domain/template.ts';
import type { TemplateVersion } from '../store/templates.ts';
import { DataTable, hiddenColumn } from '#web/ui/table/data-table.tsx';

export const STATUS_TAGS: Readonly<Record<TemplateStatus, string>> = {
  draft: 'tag',
  submitted: 'tag tag-warn',
  active: 'tag tag-good',
  retired: 'tag',
  rejected: 'tag tag-bad',
};

/** What a version would change of what is in force, word by word. */
export function TemplateChanges({ from, to }: { from: TemplateContent; to: TemplateContent }) {
  const t = useTexts(adminTexts);
  const fields = (['sms', 'emailSubject', 'emailText'] as const).filter((field) => from[field] !== to[field]);
  const settings = [
    from.policy !== to.policy && `${t('policy')}: ${t(`policy.${from.policy}`)} → ${t(`policy.${to.policy}`)}`,
    from.expiresHours !== to.expiresHours &&
      `${t('expiresHours')}: ${from.expiresHours} → ${to.expiresHours} ${t('hours')}`,
    from.urgentReason !== to.urgentReason &&
      `${t('urgentReason')}: ${from.urgentReason || '–'} → ${to.urgentReason || '–'}`,
  ].filter((line) => line !== false);
  return (
    <section>
      <h2>{t('changes')}</h2>
      {fields.length === 0 && settings.length === 0 && <p class="soft">{t('noChanges')}</p>}
      {settings.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {fields.map((field) => (
        <div key={field}>
          <h3>{t(field)}</h3>
          <p class="diff">
            {wordDiff(from[field], to[field]).map((piece, index) => {
              if (piece.kind === 'added') return <ins key={index}>{piece.text}</ins>;
              if (piece.kind === 'removed') return <del key={index}>{piece.text}</del>;
              return piece.text;
            })}
          </p>
        </div>
      ))}
    </section>
  );
}

/** Every version, with the way back to one that was in force. */
export function TemplateHistory(props: { versions: readonly TemplateVersion[]; address: string; mayRestore: boolean }) {
  const t = useTexts(adminTexts);
  const locale = useLocale();
  return (
    <section>
      <h2>{t('history')}</h2>
      <DataTable
        label={t('history')}
        columns={[t('template'), t('state'), t('when'), t('sms'), hiddenColumn(t('restore'))]}
      >
        {props.versions.map(({ version, status, savedAt, decidedAt, restores, decisionNote, content }) => (
          <tr key={version}>
            <th scope="row">{t('versionOf', { version })}</th>
            <td>
              <span class={STATUS_TAGS[status]}>{t(`status.${status}`)}</span>
              {restores !== null && <p class="small soft">{t('restores', { version: restores })}</p>}
              {decisionNote !== '' && <p class="small soft">{decisionNote}</p>}
            </td>
            <td class="small">{formatDateTime(decidedAt ?? savedAt, locale, 'short')}</td>
            <td class="small">{content.sms}</td>
            <td>
              {props.mayRestore && status === 'retired' && (
                <ActionButton
                  action={`${props.address}/restaurar`}
                  fields={{ version: String(version) }}
                  hiddenText={t('versionOf', { version })}
                >
                  {t('restore')}
                </ActionButton>
              )}
            </td>
          </tr>
        ))}
      </DataTable>
    </section>
  );
}
