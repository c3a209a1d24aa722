import type { Locale } from '#platform/i18n/locale.ts';
import type { Service } from './queries/services.ts';
import { serviceWords } from './words.ts';

/** For a list of cases to be narrowed by service; those no longer offered say so. */
export function serviceChoices(services: readonly Service[], locale: Locale): { value: string; label: string }[] {
  const w = serviceWords(locale);
  return services.map(({ slug, name, retired }) => ({ value: slug, label: retired ? w('noLonger', { name }) : name }));
}
