import { defineTexts } from '#platform/i18n/texts.ts';

/** The status of a procedure in one SMS: what the public page says to whoever has the folio. */
export const smsStatusTexts = defineTexts(
  {
    entered: '{folio}: lo recibimos y espera revisión. Fecha prevista de firma: {due}.',
    in_analysis: '{folio}: está en revisión. Fecha prevista de firma: {due}.',
    accepted: '{folio}: ACEPTADO. Ya puede recogerlo en su oficina con su identificación.',
    suspended: '{folio}: SUSPENDIDO. Falta corregir algo. Plazo: {correctBy}. Acuda a su oficina.',
    rejected: '{folio}: RECHAZADO. Recoja la resolución en su oficina con su identificación.',
    delivered: '{folio}: el resultado ya se entregó.',
    withdrawn: '{folio}: terminó a petición de quien lo ingresó.',
  },
  {
    entered: '{folio}: received, waiting for review. Expected to be signed on {due}.',
    in_analysis: '{folio}: under review. Expected to be signed on {due}.',
    accepted: '{folio}: ACCEPTED. You can collect it at your office with your identification.',
    suspended: '{folio}: SUSPENDED. Something must be corrected by {correctBy}. Go to your office.',
    rejected: '{folio}: REJECTED. Collect the decision at your office with your identification.',
    delivered: '{folio}: the result was handed over.',
    withdrawn: '{folio}: ended at the request of whoever lodged it.',
  },
);
