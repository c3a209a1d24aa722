import { idOf } from '#platform/http/id-of.ts';
import { page, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { formatDate } from '#platform/i18n/format.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import { findOffice, type Office } from '#modules/agencies/index.ts';
import { findService } from '#modules/catalogue/index.ts';
import { loadPerson } from '#modules/people/index.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { ButtonRow, LinkButton } from '#web/ui/button/button.tsx';
import { QrCode } from '#web/ui/qr/qr.tsx';
import { SummaryList } from '#web/ui/summary-list/summary-list.tsx';
import { openProcedure, type Procedure } from '../../queries/procedure.ts';
import { deskTexts } from '../../desk-texts.ts';
import { receiptTexts } from '../../receipt-texts.ts';
import { contactsOf } from '../contacts.ts';
import { receiptFile } from './receipt-pdf.ts';

interface ReceiptFacts {
  readonly procedure: Procedure;
  readonly serviceName: string;
  readonly office: Office | undefined;
  readonly applicant: string;
  readonly channels: readonly string[];
}

function ReceiptPage({ ctx, facts }: { ctx: WebCtx; facts: ReceiptFacts }) {
  const t = deskTexts(ctx.locale);
  const { procedure, office } = facts;
  const url = `${ctx.publicUrl}/f/${procedure.folio}`;
  return (
    <StaffPage context={ctx.page} title={`${t('receipt')} ${procedure.folio}`} islands={['shortcuts']}>
      <p class="no-print">{t('receiptLead')}</p>
      <article class="card">
        <div class="receipt">
          <div>
            <p class="soft">{t('receipt')}</p>
            <h1 class="folio">{procedure.folio}</h1>
            <SummaryList
              rows={[
                [t('service'), facts.serviceName],
                [t('applicant'), facts.applicant],
                [t('propertyLocation'), procedure.propertyLocation],
                [t('enteredOn'), formatDate(procedure.enteredAt, ctx.locale)],
                [t('office'), office && `${office.name}. ${office.address}`],
                [t('channels'), facts.channels.join(', ') || t('noChannels', { url: `${ctx.publicUrl}/estado` })],
              ]}
            />
            <h2>{t('whatNext')}</h2>
            <p>
              {t('whatNextText', { date: formatDate(procedure.dueOn, ctx.locale) })}
              {facts.channels.length > 0 && ` ${t('whatNextTold')}`}
            </p>
          </div>
          <div>
            <div class="qr">
              <QrCode content={url} title={url} />
            </div>
            <p class="small mono">
              {ctx.publicUrl.replace(/^https?:\/\//, '')}/f/
              <wbr />
              <span class="nowrap">{procedure.folio}</span>
            </p>
          </div>
        </div>
      </article>
      <ButtonRow>
        <LinkButton href={`/personal/registro/${procedure.id}/comprobante.pdf`}>
          {receiptTexts(ctx.locale)('pdf')}
        </LinkButton>
        {canSomewhere(ctx.access, ctx.actor, 'registry.enter') && (
          <LinkButton href="/personal/registro/nuevo" kind="secondary" shortcut="n">
            {t('another')}
          </LinkButton>
        )}
        <LinkButton href={`/personal/registro/${procedure.id}`} kind="secondary">
          {t('detail')}
        </LinkButton>
      </ButtonRow>
    </StaffPage>
  );
}

async function showReceipt(ctx: WebCtx): Promise<RouteResult> {
  const procedure = await openProcedure(ctx, idOf(ctx));
  const [service, office, person] = await Promise.all([
    findService(ctx.db, ctx.locale, procedure.service),
    findOffice(ctx.db, procedure.unitId),
    loadPerson(ctx, procedure.personId),
  ]);
  const facts = {
    procedure,
    serviceName: service?.name ?? procedure.service,
    office,
    applicant: person ? `${person.names} ${person.surnames}` : '',
    channels: contactsOf(person),
  };
  return page(<ReceiptPage ctx={ctx} facts={facts} />);
}

export const receiptRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/personal/registro/:id/comprobante',
    access: { kind: 'staff', action: 'registry.read' },
    title: (locale) => deskTexts(locale)('receipt'),
    handle: showReceipt,
  },
  {
    method: 'GET',
    url: '/personal/registro/:id/comprobante.pdf',
    access: { kind: 'staff', action: 'registry.read' },
    handle: async (ctx) => receiptFile(ctx, await openProcedure(ctx, idOf(ctx))),
  },
];
