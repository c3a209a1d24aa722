// Text catalogues: every word on a screen or in a message stands in one, in Spanish and in English. ICU syntax
// ("{count, plural, one {# cita} other {# citas}}") is read by intl-messageformat; compiled strings are kept.
import { getCallSites } from 'node:util';
import { IntlMessageFormat } from 'intl-messageformat';
import type { Locale } from './locale.ts';

export type TextValue = string | number | bigint | Date;
export type TextValues = Readonly<Record<string, TextValue>>;
/** Wraps the words between `<name>` and `</name>` of a text, for example in a link. */
export type RichValue<Node> = TextValue | ((words: string) => Node);

/** Values, where the text has a placeholder; of several possible texts, where all have one. */
type ValuesOf<Text extends string> = Text extends `${string}{${string}` ? [TextValues] : [TextValues?];

export interface Translate<Texts extends Readonly<Record<string, string>>> {
  /** The text of `key` in this language. Throws when a placeholder of the text gets no value. */
  <Key extends keyof Texts & string>(key: Key, ...values: ValuesOf<Texts[Key]>): string;
  /** The same in pieces, so that `<a>words</a>` inside a text can become a real element. */
  rich<Node>(key: keyof Texts & string, values: Readonly<Record<string, RichValue<Node>>>): (string | Node)[];
  /** Whether there is a text for a word that comes from elsewhere, such as a role or an action. */
  has(key: string): key is keyof Texts & string;
  readonly locale: Locale;
}

export interface Catalogue {
  /** File that called defineTexts, so that a complaint about a text names its place. */
  readonly source: string;
  readonly texts: Readonly<Record<Locale, Readonly<Record<string, string>>>>;
}

const registry: Catalogue[] = [];

/** All catalogues defined by modules loaded so far; the completeness check reads this after importing every file. */
export function definedCatalogues(): readonly Catalogue[] {
  return registry;
}

/**
 * Declares a catalogue. The Spanish object gives the keys; the compiler demands the same keys in English.
 * Returns a function that gives the translator of a language: `const t = texts(locale); t('greeting', { name })`.
 */
export function defineTexts<const Texts extends Readonly<Record<string, string>>>(
  es: Texts,
  en: Readonly<Record<keyof Texts & string, string>>,
): (locale: Locale) => Translate<Texts> {
  const source = getCallSites(2)[1]?.scriptName ?? 'unknown';
  const catalogue: Catalogue = { source, texts: { 'es-MX': es, en } };
  registry.push(catalogue);
  const translators: Record<Locale, Translate<Texts>> = {
    'es-MX': translator(catalogue, 'es-MX'),
    en: translator(catalogue, 'en'),
  };
  return (locale) => translators[locale];
}

function translator<Texts extends Readonly<Record<string, string>>>(
  catalogue: Catalogue,
  locale: Locale,
): Translate<Texts> {
  type Key = keyof Texts & string;
  const texts = catalogue.texts[locale];
  const plain = new Map<string, string | IntlMessageFormat>();
  const tagged = new Map<string, IntlMessageFormat>();

  const source = (key: Key): string => {
    const text = texts[key];
    if (text === undefined) throw new Error(`No text "${key}" in ${locale} (${catalogue.source})`);
    return text;
  };
  const translate = (key: Key, values?: TextValues): string => {
    let compiled = plain.get(key);
    if (compiled === undefined) {
      const text = source(key);
      // Most texts are plain words: parsing them would only cost time. A doubled apostrophe is ICU's escape.
      compiled = /[{}]|''/.test(text) ? compile(text, locale, true) : text;
      plain.set(key, compiled);
    }
    return typeof compiled === 'string' ? compiled : String(compiled.format(values));
  };
  const rich = <Node>(key: Key, values: Readonly<Record<string, RichValue<Node>>>): (string | Node)[] => {
    let compiled = tagged.get(key);
    if (compiled === undefined) tagged.set(key, (compiled = compile(source(key), locale, false)));
    const given: Record<string, TextValue | ((chunks: (string | Node)[]) => Node)> = {};
    for (const [name, value] of Object.entries(values)) {
      given[name] = typeof value === 'function' ? (chunks) => value(chunks.join('')) : value;
    }
    const pieces = compiled.format<Node>(given);
    return Array.isArray(pieces) ? pieces : [pieces];
  };
  const has = (key: string): key is Key => Object.hasOwn(texts, key);
  return Object.assign(translate, { rich, has, locale });
}

function compile(text: string, locale: Locale, ignoreTag: boolean): IntlMessageFormat {
  return new IntlMessageFormat(text, locale, undefined, { ignoreTag });
}
