import { civilDate, formatDateTime, formatTime } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import {
  eventWords,
  formatCost,
  notificationTexts,
  plainSteps,
  plainWords,
  sizeWords,
  type EvidenceEvent,
  type EvidenceRow,
} from '#modules/notifications/index.ts';
import { useLocale, useTexts } from '#web/page.tsx';
import { deskTexts } from '../desk-texts.ts';
import { FolioLink } from './folio-link.tsx';
import { DataTable } from '#web/ui/table/data-table.tsx';

interface EvidenceTableProps {
  readonly rows: readonly EvidenceRow[];
  /** Also by which carrier, in which size and at what price: for who operates the notices. */
  readonly technical: boolean;
  /** Id -> folio, where the messages are about several procedures. */
  readonly folios?: ReadonlyMap<string, string>;
}

/** What was sent about a procedure, to where, and what became of it (R5). */
export function EvidenceTable({ rows, technical, folios }: EvidenceTableProps) {
  const t = useTexts(deskTexts);
  const n = useTexts(notificationTexts);
  const locale = useLocale();
  if (rows.length === 0) return <p class="soft">{t(folios ? 'noMessagesAtAll' : 'noMessages')}</p>;
  return (
    <DataTable
      label={t('evidence')}
      columns={[t('when'), folios !== undefined && t('folio'), t('channel'), t('text'), t('fate')]}
    >
      {rows.map((row) => (
        <tr key={row.id}>
          <td class="small moment">{formatDateTime(row.createdAt, locale, 'short')}</td>
          {folios && <td>{link(folios, row.subjectId)}</td>}
          <td>
            {n(`channel.${row.channel}`)} {row.to && <span class="small nowrap">{row.to}</span>}
          </td>
          <td class="small">
            {row.text || <span class="soft">{t('erasedText')}</span>}
            {technical && sizeWords(row, locale) && <p class="soft">{sizeWords(row, locale)}</p>}
          </td>
          <td>
            <strong>{n(`fate.${row.status}`)}</strong>
            {technical && row.costMxnE4 > 0 && (
              <span class="soft"> · {n('cost', { cost: formatCost(row.costMxnE4, locale) })}</span>
            )}
            <ol class="steps">
              {stepsOf(row, technical, locale).map(({ event, words }, index) => (
                <li key={index}>
                  <time dateTime={event.at.toString()}>{whenOf(event, row, locale)}</time> {words}
                </li>
              ))}
            </ol>
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

/** A question about a contact is about no procedure, and the oldest procedures of a person are not listed. */
function link(folios: ReadonlyMap<string, string>, id: string) {
  const folio = folios.get(id);
  return folio !== undefined && <FolioLink id={id} folio={folio} />;
}

function stepsOf(row: EvidenceRow, technical: boolean, locale: Locale): { event: EvidenceEvent; words: string }[] {
  if (technical) return row.events.map((event) => ({ event, words: eventWords(event, locale) }));
  return plainSteps(row.events).map((plain) => ({ event: plain.step, words: plainWords(plain, row.channel, locale) }));
}

/** On the day of the message its steps need only the hour. */
function whenOf({ at }: EvidenceEvent, { createdAt }: EvidenceRow, locale: Locale): string {
  return civilDate(at).equals(civilDate(createdAt)) ? formatTime(at, locale) : formatDateTime(at, locale, 'short');
}
