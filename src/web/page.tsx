import { createContext, type ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import type { Locale } from '#platform/i18n/locale.ts';
import type { Translate } from '#platform/i18n/texts.ts';
import type { PageContext } from './page-context.ts';

const Page = createContext<PageContext | undefined>(undefined);

/** Gives every component below it the page context; layouts and fragments wrap themselves in it. */
export function PageProvider({ context, children }: { context: PageContext; children: ComponentChildren }) {
  return <Page.Provider value={context}>{children}</Page.Provider>;
}

/** The context of the page being rendered. Throws outside a layout or PageProvider. */
export function usePage(): PageContext {
  const context = useContext(Page);
  if (!context) throw new Error('A component was rendered outside a layout: wrap it in PageProvider');
  return context;
}

export function useLocale(): Locale {
  return usePage().locale;
}

/** The translator of a catalogue in the language of the page. */
export function useTexts<Texts extends Readonly<Record<string, string>>>(
  texts: (locale: Locale) => Translate<Texts>,
): Translate<Texts> {
  return texts(useLocale());
}
