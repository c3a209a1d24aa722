import { formatDate, formatPesos } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import type { ValueWriter } from './domain/variables.ts';

/** How values of notices are written in a language. Notices go out in Spanish. */
export function valueWriter(publicUrl: string, locale: Locale = 'es-MX'): ValueWriter {
  return {
    publicUrl,
    date: (iso) => formatDate(Temporal.PlainDate.from(iso), locale),
    money: (centavos) => formatPesos(centavos / 100, locale),
  };
}
