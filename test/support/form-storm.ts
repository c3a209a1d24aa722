import { formsOf, type Answer, type Field, type FormOnPage, type Visitor } from './visitor.ts';

/** What a person would write into this field. */
export type FillIn = (field: Field) => string;

export interface StormOptions {
  readonly start: readonly string[];
  readonly fillIn: FillIn;
  /** The same value as somebody would write it who wants to break something. */
  readonly strange: (value: string) => string;
  /** Addresses that are not followed, forms that are not sent. */
  readonly avoid: RegExp;
}

/** Pages and forms of one pattern that are tried; more would only repeat. */
const PER_PATTERN = 2;
const MOST_PAGES = 120;

/**
 * Follows every link from the start pages and sends every form once as a person would and once strangely. New pages are
 * met by themselves: nothing here knows their names.
 */
export async function storm(visitor: Visitor, options: StormOptions): Promise<{ pages: number; forms: number }> {
  const waiting = [...options.start];
  const tried = new Map<string, number>();
  const isNew = (pattern: string) => {
    const times = (tried.get(pattern) ?? 0) + 1;
    tried.set(pattern, times);
    return times <= PER_PATTERN;
  };
  const sent = new Set<string>();
  let pages = 0;
  for (let address = waiting.shift(); address !== undefined && pages < MOST_PAGES; address = waiting.shift()) {
    if (options.avoid.test(address) || !isNew(patternOf(address))) continue;
    pages += 1;
    const page = await visitor.get(address);
    if (!page.text.includes('<html')) continue;
    waiting.push(...linksOf(page));
    for (const form of formsOf(page)) {
      const pattern = `${form.method} ${patternOf(form.action)} ${form.fields.map(({ name }) => name).join()}`;
      if (options.avoid.test(form.action) || sent.has(pattern)) continue;
      sent.add(pattern);
      for (const way of [options.strange, (value: string) => value]) {
        const answer = await send(visitor, form, (field) => way(options.fillIn(field)));
        waiting.push(...linksOf(answer));
      }
    }
  }
  return { pages, forms: sent.size };
}

function send(visitor: Visitor, form: FormOnPage, write: FillIn): Promise<Answer> {
  const chosen = new Set<string>();
  const button = form.fields.find(({ type }) => type === 'submit');
  return visitor.submit(
    form,
    (field) => {
      switch (field.type) {
        case 'hidden':
        case 'submit':
          return undefined;
        case 'select':
          return field.choices.findLast((choice) => choice !== '');
        case 'checkbox':
          return field.value;
        case 'radio': {
          if (chosen.has(field.name)) return undefined;
          chosen.add(field.name);
          return field.value;
        }
        case 'date':
          return '2026-12-24';
        case 'file':
          return new File([`nombre,celular\n${write(field)},${write(field)}\n`], `${write(field).slice(0, 40)}.csv`);
        default:
          return write(field);
      }
    },
    button && [button.name, button.value],
  );
}

/** Ids, folios and numbers are all the same to a walk. */
function patternOf(address: string): string {
  const [path = '', query = ''] = address.split('?');
  const names = [...new URLSearchParams(query).keys()].toSorted().join('&');
  return `${path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id').replaceAll(/[^/]*\d[^/]*/g, ':n')}?${names}`;
}

function linksOf({ text }: Answer): string[] {
  return [...text.matchAll(/<a [^>]*href="(\/[^"]*)"/g)].map(([, address = '']) => address.replaceAll('&amp;', '&'));
}
