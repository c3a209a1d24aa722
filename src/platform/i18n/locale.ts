/** The languages of the screens. Spanish of Mexico comes first: it is what a page falls back to. */
export const LOCALES = ['es-MX', 'en'] as const;

export type Locale = (typeof LOCALES)[number];

export const DEFAULT_LOCALE: Locale = 'es-MX';

/** Each language named in itself, for the language switch (WCAG 3.1.2: it is shown with its own `lang`). */
export const LOCALE_NAMES: Record<Locale, string> = { 'es-MX': 'Español', en: 'English' };

/** The language that a page is not in. */
export const otherLocale = (locale: Locale): Locale => (locale === 'en' ? 'es-MX' : 'en');

/**
 * Chooses the page language from a `lang` query value, a cookie or an `Accept-Language` header, in the order given.
 * Unknown or missing values are passed over; with none left the answer is Spanish.
 */
export function chooseLocale(...wishes: readonly (string | undefined)[]): Locale {
  for (const wish of wishes) {
    for (const tag of (wish ?? '').split(',')) {
      const language = tag.split(';')[0]?.trim().toLowerCase().split('-')[0];
      if (language === 'es') return 'es-MX';
      if (language === 'en') return 'en';
    }
  }
  return DEFAULT_LOCALE;
}
