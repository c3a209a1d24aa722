// Compares the two languages of every catalogue. A text without a twin shows a foreign word to a citizen; a lost
// placeholder is worse: the message arrives without its folio and nobody notices.
import { IntlMessageFormat } from 'intl-messageformat';
import { definedCatalogues, type Catalogue } from './texts.ts';

interface Element {
  type: number;
  value?: unknown;
  options?: Record<string, { value: Element[] }>;
  children?: Element[];
}
// Element types of @formatjs/icu-messageformat-parser: 0 words and 7 "#" carry no name; 8 is a tag.
const LITERAL = 0;
const POUND = 7;

/** Complaints, one a line and empty when all is well: missing keys, empty texts, different placeholders, bad ICU syntax. */
export function catalogueComplaints(catalogues: readonly Catalogue[] = definedCatalogues()): string[] {
  return catalogues.flatMap((catalogue) => complaintsAbout(catalogue));
}

function complaintsAbout({ source, texts }: Catalogue): string[] {
  const complaints: string[] = [];
  const [es, en] = [texts['es-MX'], texts.en];
  for (const key of new Set([...Object.keys(es), ...Object.keys(en)])) {
    const [spanish, english] = [es[key], en[key]];
    if (!spanish?.trim() || !english?.trim()) {
      complaints.push(`${source}: "${key}" is missing or empty in ${spanish?.trim() ? 'en' : 'es-MX'}`);
      continue;
    }
    try {
      const [inSpanish, inEnglish] = [placeholders(spanish), placeholders(english)];
      if (inSpanish !== inEnglish) {
        complaints.push(`${source}: "${key}" has placeholders [${inSpanish}] in es-MX and [${inEnglish}] in en`);
      }
    } catch (error) {
      complaints.push(`${source}: "${key}" cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return complaints;
}

/** Sorted names of the placeholders and tags of a text, joined by commas. */
function placeholders(text: string): string {
  const names = new Set<string>();
  const walk = (elements: readonly Element[]): void => {
    for (const element of elements) {
      if (element.type === LITERAL || element.type === POUND) continue;
      names.add(String(element.value));
      for (const option of Object.values(element.options ?? {})) walk(option.value);
      walk(element.children ?? []);
    }
  };
  walk(new IntlMessageFormat(text, 'es-MX').getAst());
  return [...names].toSorted().join(', ');
}
