import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OFFICE_TIME_ZONE } from '#platform/clock.ts';
import { recordAudit } from '#platform/audit/record.ts';
import { idOf } from '#platform/http/id-of.ts';
import { formatDate, formatDateTime } from '#platform/i18n/format.ts';
import type { Route, RouteResult, WebCtx } from '#platform/http/routes.ts';
import { qrDrawing, renderPdf } from '#modules/documents/index.ts';
import {
  evidenceFile,
  evidenceOf,
  eventWords,
  notificationTexts,
  type EvidenceFile,
} from '#modules/notifications/index.ts';
import { evidenceTexts } from '../../evidence-texts.ts';
import { getProcedure, type Procedure } from '../../queries/procedure.ts';

const template = readFileSync(join(import.meta.dirname, 'evidence.typ'), 'utf8');

/** R5: what was sent about a procedure, to be shown in a hearing. Who takes it out stands on the audit log. */
async function takeOut(ctx: WebCtx, format: 'json' | 'pdf'): Promise<{ procedure: Procedure; file: EvidenceFile }> {
  const id = idOf(ctx);
  const procedure = await getProcedure(ctx, id);
  const { unitId, agencyId, folio } = procedure;
  await recordAudit(ctx, {
    action: 'registry.export',
    entityType: 'procedure',
    entityId: id,
    agencyId,
    unitId,
    detail: { what: 'evidence', format },
  });
  return { procedure, file: await evidenceFile(ctx, { type: 'procedure', id, about: folio }) };
}

async function asJson(ctx: WebCtx): Promise<RouteResult> {
  const { procedure, file } = await takeOut(ctx, 'json');
  const content = Buffer.from(JSON.stringify(file, null, 1));
  const download = `evidencia-${procedure.folio}.json`;
  return { kind: 'file', content, contentType: 'application/json', download };
}

async function asPdf(ctx: WebCtx): Promise<RouteResult> {
  const { procedure, file } = await takeOut(ctx, 'pdf');
  const content = await renderPdf(template, await factsOf(ctx, procedure, file));
  return { kind: 'file', content, contentType: 'application/pdf', download: `evidencia-${procedure.folio}.pdf` };
}

async function factsOf(ctx: WebCtx, procedure: Procedure, file: EvidenceFile): Promise<object> {
  const t = evidenceTexts(ctx.locale);
  const n = notificationTexts(ctx.locale);
  const rows = await evidenceOf(ctx, { type: 'procedure', id: procedure.id, unitId: procedure.unitId });
  const [lang = '', region = ''] = ctx.locale.split('-');
  return {
    lang,
    region: region || 'US',
    title: t('title'),
    folio: procedure.folio,
    lead: t('lead', { count: rows.length, at: formatDateTime(Temporal.Instant.from(file.madeAt), ctx.locale) }),
    columns: [t('when'), t('what'), t('proof')],
    messages: rows.map((row, place) => {
      const known = file.messages.find(({ id }) => id === row.id);
      return {
        title: t('message', { number: place + 1, channel: n(`channel.${row.channel}`) }),
        to: known?.content ? t('to', { address: known.content.address }) : t('erased'),
        text: row.text,
        fate: t('fate', { fate: n(`fate.${row.status}`) }),
        id: row.id,
        events: row.events.map((event, index) => [
          toTheSecond(ctx, event.at),
          eventWords(event, ctx.locale),
          proofWords(ctx, known?.events[index]?.proof?.block),
        ]),
      };
    }),
    blocksTitle: t('blocks'),
    blocks: file.blocks.map((block) => [`${block.number}`, block.sealedAt, block.hash]),
    howTitle: t('howTitle'),
    how: [t('how1'), t('how2'), t('how3')],
    keyTitle: t('keyTitle'),
    key: file.publicKey.trim(),
    qr: qrDrawing(`${ctx.publicUrl}/f/${procedure.folio}`),
    qrWords: t('qrWords'),
  };
}

/** In a dispute seconds may matter. */
function toTheSecond(ctx: WebCtx, at: Temporal.Instant): string {
  const time = at.toZonedDateTimeISO(OFFICE_TIME_ZONE).toPlainTime().toString({ smallestUnit: 'second' });
  return `${formatDate(at, ctx.locale, 'short')}, ${time}`;
}

function proofWords(ctx: WebCtx, block: number | undefined): string {
  const t = evidenceTexts(ctx.locale);
  return block === undefined ? t('notSealed') : t('inBlock', { block });
}

const route = (url: string, handle: (ctx: WebCtx) => Promise<RouteResult>): Route => ({
  method: 'GET',
  url,
  access: { kind: 'staff', action: 'registry.read' },
  handle,
});

export const evidenceFileRoutes: readonly Route[] = [
  route('/personal/registro/:id/evidencia.json', asJson),
  route('/personal/registro/:id/evidencia.pdf', asPdf),
];
