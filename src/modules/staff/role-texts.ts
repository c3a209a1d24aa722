import type { Locale } from '#platform/i18n/locale.ts';
import { defineTexts } from '#platform/i18n/texts.ts';

const roleTexts = defineTexts(
  {
    account_administrator: 'Administra cuentas de su unidad',
    analyst: 'Analiza trámites',
    catalogue_editor: 'Edita el catálogo de trámites',
    delivery_desk: 'Entrega trámites',
    director: 'Dirige: ve todo lo suyo y publica el catálogo',
    notice_administrator: 'Escribe los avisos y sus reglas',
    office_head: 'Encabeza la oficina',
    privacy_officer: 'Atiende solicitudes sobre datos personales',
    reception_clerk: 'Recibe trámites',
    registrar: 'Firma trámites',
    system_administrator: 'Administra el sistema',
  },
  {
    account_administrator: 'Manages the accounts of their unit',
    analyst: 'Analyses procedures',
    catalogue_editor: 'Edits the catalogue of services',
    delivery_desk: 'Delivers procedures',
    director: 'Directs: sees all of theirs and publishes the catalogue',
    notice_administrator: 'Writes the notices and their rules',
    office_head: 'Heads the office',
    privacy_officer: 'Answers requests about personal data',
    reception_clerk: 'Receives procedures',
    registrar: 'Signs procedures',
    system_administrator: 'Administers the system',
  },
);

/** What a role lets people do, in their words. A role that came without words shows its name in the code: no page fails. */
export function roleName(role: string, locale: Locale): string {
  const t = roleTexts(locale);
  return t.has(role) ? t(role) : role;
}
