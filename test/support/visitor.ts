import { parseHTML } from 'linkedom';

/** A field of a form as a person meets it. */
export interface Field {
  readonly name: string;
  /** `text`, `email`, `tel`, `password`, `select`, `checkbox`, `file`, `hidden`, … */
  readonly type: string;
  readonly autocomplete: string;
  readonly value: string;
  /** Of a select. */
  readonly choices: readonly string[];
  readonly isOn: boolean;
}

export interface FormOnPage {
  readonly action: string;
  readonly method: 'get' | 'post';
  readonly isMultipart: boolean;
  readonly fields: readonly Field[];
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  readonly url: string;
}

/** What goes into a field; undefined leaves it as the page has it. */
export type Fill = (field: Field, form: FormOnPage) => string | File | undefined;

/**
 * A browser without script: keeps cookies, follows links and sends forms as they stand on the page. It remembers every
 * address that it saw (links, forms, redirects) and every one that it asked for.
 */
export class Visitor {
  readonly addresses = new Set<string>();
  readonly statuses = new Map<number, number>();
  readonly #base: string;
  readonly #cookies = new Map<string, string>();

  constructor(base: string) {
    this.#base = base;
  }

  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies;
  }

  get(address: string): Promise<Answer> {
    return this.ask(address, {});
  }

  /** One request, with redirects followed. */
  async ask(address: string, init: RequestInit, hops = 0): Promise<Answer> {
    const url = new URL(address, this.#base);
    this.addresses.add(url.pathname + url.search);
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { ...init, redirect: 'manual', headers: { cookie, ...init.headers } });
    this.statuses.set(answer.status, (this.statuses.get(answer.status) ?? 0) + 1);
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    const location = answer.headers.get('location');
    if (location !== null && answer.status === 303 && hops < 5) {
      this.addresses.add(location);
      await answer.body?.cancel();
      return this.ask(location, {}, hops + 1);
    }
    const isText = /html|json|text/.test(answer.headers.get('content-type') ?? '');
    const text = isText ? await answer.text() : (await answer.arrayBuffer(), '');
    if (text.includes('<html')) for (const one of linksOf(text)) this.addresses.add(one);
    return { status: answer.status, text, headers: answer.headers, url: url.pathname + url.search };
  }

  /** Fills a form of a page and sends it. `button`: name and value of the one that is pressed. */
  submit(form: FormOnPage, fill: Fill = () => undefined, button?: readonly [string, string]): Promise<Answer> {
    const data = new FormData();
    for (const field of form.fields) {
      if (field.type === 'submit') continue;
      const given = fill(field, form);
      const isChoice = field.type === 'checkbox' || field.type === 'radio';
      if (given === undefined && isChoice && !field.isOn) continue;
      data.append(field.name, given ?? field.value);
    }
    if (button) data.append(...button);
    const plain = new URLSearchParams(
      [...data].map(([name, value]) => [name, typeof value === 'string' ? value : value.name]),
    );
    if (form.method === 'get') return this.get(`${form.action.split('?')[0]}?${plain}`);
    return this.ask(form.action, { method: 'POST', body: form.isMultipart ? data : plain });
  }

  #keep(line: string): void {
    const [pair = ''] = line.split(';', 1);
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (value === '') this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}

/** The forms of a page, in its order. */
export function formsOf({ text, url }: Answer): FormOnPage[] {
  const { document } = parseHTML(text);
  return [...document.querySelectorAll('form')].map((form) => ({
    action: form.getAttribute('action') ?? url,
    method: form.getAttribute('method') === 'get' ? 'get' : 'post',
    isMultipart: form.getAttribute('enctype') === 'multipart/form-data',
    fields: [...form.querySelectorAll('input, select, textarea, button')].flatMap(fieldOf),
  }));
}

function fieldOf(element: Element): Field[] {
  const attribute = (name: string) => element.getAttribute(name) ?? '';
  const name = attribute('name');
  if (name === '' || element.hasAttribute('disabled')) return [];
  const tag = element.tagName.toLowerCase();
  const choices = [...element.querySelectorAll('option')];
  const chosen = choices.find((option) => option.hasAttribute('selected')) ?? choices[0];
  return [
    {
      name,
      type: tag === 'input' ? attribute('type') || 'text' : tag === 'button' ? 'submit' : tag,
      autocomplete: attribute('autocomplete'),
      value:
        tag === 'textarea'
          ? element.textContent
          : tag === 'select'
            ? (chosen?.getAttribute('value') ?? '')
            : attribute('value') || (attribute('type') === 'checkbox' ? 'on' : ''),
      choices: choices.map((option) => option.getAttribute('value') ?? ''),
      isOn: element.hasAttribute('checked'),
    },
  ];
}

function linksOf(html: string): string[] {
  return [...html.matchAll(/(?:href|src|action|formaction)="([^"]*)"/g)].map(([, address = '']) =>
    address.replaceAll('&amp;', '&'),
  );
}
