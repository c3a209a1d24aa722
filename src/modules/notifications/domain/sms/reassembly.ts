import type { DecodedPart } from './decode.ts';

/** A message of which all parts are there. */
export interface Reassembled {
  readonly text: string;
  readonly parts: number;
  readonly encoding: DecodedPart['encoding'];
}

interface Waiting {
  readonly parts: (DecodedPart | undefined)[];
  missing: number;
}

/**
 * Joins the parts of long messages. Holds at most `capacity` unfinished messages: the oldest gives way, for a peer that
 * never sends the last part must not fill the memory.
 */
export class Reassembly {
  readonly #waiting = new Map<string, Waiting>();
  readonly #capacity: number;

  constructor(capacity = 1000) {
    this.#capacity = capacity;
  }

  /** How many messages still lack a part. */
  get unfinished(): number {
    return this.#waiting.size;
  }

  /** Takes a part; `conversation` tells apart equal references (sender and recipient). A repeated part changes nothing. */
  add(conversation: string, part: DecodedPart): Reassembled | undefined {
    const { position } = part;
    if (!position || position.parts === 1) return { text: part.text, parts: 1, encoding: part.encoding };
    const key = `${conversation}/${position.reference}/${position.parts}`;
    const waiting = this.#waiting.get(key) ?? { parts: [], missing: position.parts };
    if (waiting.parts[position.part - 1] === undefined) {
      waiting.parts[position.part - 1] = part;
      waiting.missing -= 1;
    }
    if (waiting.missing > 0) {
      this.#waiting.set(key, waiting);
      this.#evict();
      return undefined;
    }
    this.#waiting.delete(key);
    const text = waiting.parts.map((one) => one?.text ?? '').join('');
    return { text, parts: position.parts, encoding: part.encoding };
  }

  #evict(): void {
    if (this.#waiting.size <= this.#capacity) return;
    for (const oldest of this.#waiting.keys()) {
      this.#waiting.delete(oldest);
      return;
    }
  }
}
