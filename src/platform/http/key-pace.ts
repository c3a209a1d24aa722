import type { Services } from '../context.ts';
import { Refusal } from '../errors.ts';
import type { ClientActor } from '../permissions/actor.ts';
import { takeToken, tooMany } from './rate-limit.ts';

/** Calls that a node takes out of a key's bucket at once: so many of them cost one statement. */
const SHARE = 1 / 100;
const MOST_REMEMBERED = 1_000;

interface Purse {
  left: number;
  /** Calls that come while it is being filled wait for it instead of filling it too. */
  filling: Promise<void> | undefined;
  /** After a refusal nobody asks the database again before this moment (`performance.now()`). */
  closedUntil: number;
}

/**
 * The pace of API keys. The bucket is a row that all nodes share (rate-limit.ts); a node takes a hundredth of it at a time,
 * because a row that each call changes would be the one place where all calls of a key queue up. What a node has taken and
 * not used is lost to the others: at most that hundredth.
 */
export class KeyPace {
  readonly #services: Pick<Services, 'db' | 'clock'>;
  readonly #purses = new Map<string, Purse>();

  constructor(services: Pick<Services, 'db' | 'clock'>) {
    this.#services = services;
  }

  /** Lets one call pass, or refuses with `http.tooMany` and the seconds to wait. */
  async take({ clientId, perMinute }: Pick<ClientActor, 'clientId' | 'perMinute'>): Promise<void> {
    if (perMinute === undefined) return;
    const purse = this.#purseOf(clientId);
    const share = Math.max(1, Math.floor(perMinute * SHARE));
    while (purse.left === 0) {
      const wait = purse.closedUntil - performance.now();
      if (wait > 0) throw tooMany(Math.ceil(wait / 1000));
      purse.filling ??= this.#fill(purse, clientId, perMinute, share).finally(() => {
        purse.filling = undefined;
      });
      await purse.filling;
    }
    purse.left -= 1;
  }

  #purseOf(clientId: string): Purse {
    const known = this.#purses.get(clientId);
    if (known) return known;
    if (this.#purses.size >= MOST_REMEMBERED) this.#purses.clear();
    const purse: Purse = { left: 0, filling: undefined, closedUntil: 0 };
    this.#purses.set(clientId, purse);
    return purse;
  }

  async #fill(purse: Purse, clientId: string, perMinute: number, share: number): Promise<void> {
    try {
      await takeToken(this.#services, `key:${clientId}`, { burst: perMinute, seconds: 60 }, share);
      purse.left += share;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // One share grows back in less than a second at any usual pace.
      purse.closedUntil = performance.now() + Math.min(1000, (60_000 / perMinute) * share);
      throw error;
    }
  }
}
