import { SAMPLE_SIZES, type NoticeVariable, type SampleSize } from '#platform/notices.ts';
import { useLocale, useTexts } from '#web/page.tsx';
import { Notice } from '#web/ui/notice/notice.tsx';
import { adminTexts } from '../admin-texts.ts';
import {
  mailPreview,
  obstaclesOf,
  smsPreview,
  type MailPreview,
  type SmsPreview,
  type TemplateContent,
} from '../domain/template.ts';
import type { ValueWriter } from '../domain/variables.ts';
import { formatCost } from '../evidence-words.ts';
import { notificationTexts } from '../texts.ts';
import { obstacleWords } from './template-form.ts';
import { DataTable } from '#web/ui/table/data-table.tsx';

export interface PreviewView {
  readonly content: TemplateContent;
  readonly variables: readonly NoticeVariable[];
  readonly size: SampleSize;
  readonly writer: ValueWriter;
  /** Ten-thousandths of a peso for a segment. */
  readonly partPrice: number;
}

/** What people would get: on a drawn telephone and in a mail frame, and what it takes and costs. */
export function TemplatePreview({ view }: { view: PreviewView }) {
  const t = useTexts(adminTexts);
  const locale = useLocale();
  const { content, variables, size, writer } = view;
  const obstacles = obstaclesOf(content, variables, writer);
  return (
    <div class="previews" id="vista-previa" aria-live="polite">
      <SmsCard view={view} />
      {content.sms !== '' && <Measures view={view} />}
      {obstacles.length > 0 && (
        <Notice kind="warning">
          <p>
            <strong>{t('obstacles')}</strong>
          </p>
          <ul>
            {obstacles.map((obstacle) => (
              <li key={`${obstacle.kind}-${obstacle.field}`}>{obstacleWords(obstacle, locale)}</li>
            ))}
          </ul>
        </Notice>
      )}
      <MailCard preview={mailPreview(content, variables, size, writer)} />
    </div>
  );
}

function SmsCard({ view: { content, variables, size, writer } }: { view: PreviewView }) {
  const t = useTexts(adminTexts);
  if (content.sms === '') return <p class="soft">{t('noChannelSms')}</p>;
  const preview = smsPreview(content, variables, size, writer);
  return (
    <section aria-label={t('previewSms')}>
      <div class="phone">
        <h3>{t('bySms')}</h3>
        <p class="bubble">{preview.text}</p>
      </div>
      <CharacterNotes preview={preview} />
    </section>
  );
}

function CharacterNotes({ preview: { forcing, rewritten } }: { preview: SmsPreview }) {
  const t = useTexts(adminTexts);
  return (
    <>
      {forcing.length > 0 && (
        <p class="small">
          {t('forcing')} <Characters of={forcing} />
        </p>
      )}
      {rewritten.length > 0 && (
        <p class="small">
          {t('rewritten')} <Characters of={rewritten.map(([from, to]) => `${from} → ${to === '' ? '∅' : to}`)} />
        </p>
      )}
    </>
  );
}

function Characters({ of }: { of: readonly string[] }) {
  return (
    <>
      {of.map((one) => (
        <span key={one}>
          <kbd>{one}</kbd>{' '}
        </span>
      ))}
    </>
  );
}

/** Segments, encoding and cost for each size of sample: the longest one is what must be paid for one day. */
function Measures({ view: { content, variables, size, writer, partPrice } }: { view: PreviewView }) {
  const t = useTexts(adminTexts);
  const n = useTexts(notificationTexts);
  const locale = useLocale();
  const rows = SAMPLE_SIZES.map((one) => ({ one, preview: smsPreview(content, variables, one, writer) }));
  return (
    <DataTable
      label={t('measures')}
      columns={[t('sample'), t('segments'), t('encoding'), t('room'), t('costEach'), t('costPer1000')]}
      look="small"
      caption={t('measures')}
    >
      {rows.map(({ one, preview: { parts, encoding, unitsLeft } }) => (
        <tr key={one} class={one === size ? 'chosen' : undefined}>
          <th scope="row">{t(`sample.${one}`)}</th>
          <td>{parts}</td>
          <td>{n(`encoding.${encoding}`)}</td>
          <td>{unitsLeft}</td>
          <td>{formatCost(parts * partPrice, locale)}</td>
          <td>{formatCost(parts * partPrice * 1000, locale)}</td>
        </tr>
      ))}
    </DataTable>
  );
}

function MailCard({ preview }: { preview: MailPreview }) {
  const t = useTexts(adminTexts);
  const empty = preview.paragraphs.every((lines) => lines.every((pieces) => pieces.length === 0));
  if (empty) return <p class="soft">{t('noChannelMail')}</p>;
  return (
    <section aria-label={t('previewMail')}>
      <article class="mail">
        <header>
          <h3>{preview.subject}</h3>
        </header>
        <div class="mail-body">
          {preview.paragraphs.map((lines, index) => (
            <p key={index}>
              {lines.map((pieces, line) => (
                <span key={line}>
                  {line > 0 && <br />}
                  {pieces.map((piece, at) => ('link' in piece ? <u key={at}>{piece.link}</u> : piece.text))}
                </span>
              ))}
            </p>
          ))}
        </div>
      </article>
    </section>
  );
}
