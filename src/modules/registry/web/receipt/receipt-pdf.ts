import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RouteResult, WebCtx } from '#platform/http/routes.ts';
import { formatDate } from '#platform/i18n/format.ts';
import { findOffice } from '#modules/agencies/index.ts';
import { findService } from '#modules/catalogue/index.ts';
import { qrDrawing, renderPdf } from '#modules/documents/index.ts';
import { loadPerson } from '#modules/people/index.ts';
import type { Lodged } from '../../queries/procedure.ts';
import { receiptTexts } from '../../receipt-texts.ts';
import { contactsOf } from '../contacts.ts';

const template = readFileSync(join(import.meta.dirname, 'receipt.typ'), 'utf8');

/** The receipt as a PDF to save. It says what was recorded, not when it was printed: printed twice, it is the same file. */
export async function receiptFile(ctx: WebCtx, procedure: Lodged): Promise<RouteResult> {
  const content = await renderPdf(template, await receiptFacts(ctx, procedure));
  const download = receiptTexts(ctx.locale)('fileName', { folio: procedure.folio });
  return { kind: 'file', content, contentType: 'application/pdf', download };
}

async function receiptFacts(ctx: WebCtx, procedure: Lodged): Promise<object> {
  const t = receiptTexts(ctx.locale);
  const [service, office, person] = await Promise.all([
    findService(ctx.db, ctx.locale, procedure.service),
    findOffice(ctx.db, procedure.unitId),
    loadPerson(ctx, procedure.personId),
  ]);
  const url = `${ctx.publicUrl}/f/${procedure.folio}`;
  const contacts = contactsOf(person);
  const rows = [
    [t('enteredOn'), formatDate(procedure.enteredAt, ctx.locale)],
    [t('applicant'), person ? `${person.names} ${person.surnames}` : ''],
    [t('property'), procedure.propertyLocation],
    [t('propertyFolio'), procedure.propertyFolio ?? ''],
    [t('documents'), procedure.documents.join('; ')],
    [t('office'), office ? `${t('officeName', { name: office.name })}. ${office.address}` : ''],
    [t('hours'), office?.hours ?? ''],
    [t('channels'), contacts.join(', ')],
  ].filter(([, value]) => value !== '');
  const steps = [
    t('stepAnalysis'),
    t('stepSigned', { date: formatDate(procedure.dueOn, ctx.locale) }),
    contacts.length > 0 ? t('stepTold', { channels: contacts.join(', ') }) : t('stepNotTold'),
    ...(service ? [t('stepCorrect', { days: service.correctionDays })] : []),
    t('stepCollect'),
  ];
  const [lang = '', region = ''] = ctx.locale.split('-');
  return {
    lang,
    region: region || 'US',
    title: t('title'),
    agency: office?.agencyName ?? '',
    folio: procedure.folio,
    service: service?.name ?? procedure.service,
    qr: qrDrawing(url),
    qrWords: t('qrWords', { address: url }),
    address: url.replace(/^https?:\/\//, ''),
    columns: [t('datum'), t('value')],
    rows,
    nextTitle: t('next'),
    steps,
    footer: t('footer', { address: `${ctx.publicUrl}/estado`.replace(/^https?:\/\//, '') }),
  };
}
