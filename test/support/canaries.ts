/**
 * What a canary stands for. `text`: words of any field; it may stand in an address or in the audit, never in a log.
 * `link`: a secret that is an address, such as an invitation.
 */
export type CanaryKind = 'person' | 'secret' | 'text' | 'link';

interface Canary {
  readonly what: string;
  readonly kind: CanaryKind;
  readonly forms: readonly RegExp[];
}

/**
 * Values that stand nowhere else, one for each field of a person and each secret. Where one is found, that value of a
 * real person would have been: in plain, in any case, without accents, encoded for an address, in base64 or in hex.
 */
export class Canaries {
  readonly #known = new Map<string, Canary>();

  /** Remembers the value and gives it back. */
  plant(kind: CanaryKind, what: string, value: string): string {
    if (value !== '') this.#known.set(value, { kind, what, forms: formsOf(value).map(pattern) });
    return value;
  }

  get size(): number {
    return this.#known.size;
  }

  /** What was found of the given kinds, with the words around it. */
  findIn(text: string, kinds: readonly CanaryKind[]): string[] {
    return [...this.#known.values()]
      .filter(({ kind }) => kinds.includes(kind))
      .flatMap(({ what, forms }) =>
        forms.flatMap((form) => {
          const place = text.search(form);
          return place < 0 ? [] : [`${what}: …${text.slice(Math.max(0, place - 120), place + 120)}…`];
        }),
      );
  }
}

function formsOf(value: string): string[] {
  const forms = new Set([value, value.normalize('NFD').replaceAll(/\p{M}/gu, '')]);
  const digits = value.replaceAll(/\D/g, '');
  // A telephone is written in many ways; all end with the same ten digits.
  if (/^[+\d() -]{10,}$/.test(value) && digits.length >= 10) {
    const local = digits.slice(-10);
    for (const way of [local, `${local.slice(0, 2)} ${local.slice(2, 6)} ${local.slice(6)}`]) forms.add(way);
  }
  const plain = [...forms];
  for (const form of plain) {
    forms.add(encodeURIComponent(form));
    forms.add(new URLSearchParams({ v: form }).toString().slice(2));
    forms.add(JSON.stringify(form).slice(1, -1));
    // A short code in hex or base64 could be part of any other word.
    if (form.length < 10) continue;
    forms.add(Buffer.from(form).toString('hex'));
    forms.add(Buffer.from(form).toString('base64').replaceAll('=', ''));
    forms.add(Buffer.from(form).toString('base64url'));
  }
  return [...forms];
}

/** As a word of its own: six digits of a code may well stand inside of an id. */
function pattern(form: string): RegExp {
  const plain = RegExp.escape(form);
  return /^\d+$/.test(form) ? new RegExp(`(?<![\\w.-])${plain}(?![\\w-])`) : new RegExp(plain, 'i');
}
