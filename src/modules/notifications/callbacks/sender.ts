import type { Ctx } from '#platform/context.ts';
import type { KeyMode } from '#platform/permissions/actor.ts';
import { messageKey } from '../domain/message-key.ts';
import { claimEvents, markDead, markLater, markTold, pauseCallback, type DueEvent } from '../store/callbacks.ts';
import { post } from './post.ts';
import { sign } from './signature.ts';

const IDLE_MS = 500;
const AT_ONCE = 40;
/** Longer than a call may take. */
const LEASE_SECONDS = 60;
/** A receiver that was away for a whole day still gets everything: the last try comes after that. */
const GIVE_UP_HOURS = 25;
const FIRST_PAUSE_SECONDS = 5;
const LONGEST_PAUSE_SECONDS = 900;

/** Tells other systems what became of what they asked for: at least once, signed, for a day and an hour. */
export class CallbackSender {
  readonly #ctx: Ctx;
  readonly #allowPrivate: boolean;
  #stopped = false;
  #wake = (): void => undefined;
  readonly #running: Promise<void>;

  constructor(ctx: Ctx, options: { readonly allowPrivate: boolean }) {
    this.#ctx = ctx;
    this.#allowPrivate = options.allowPrivate;
    this.#running = this.#loop();
  }

  /** Finishes the calls at hand. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    await this.#running;
  }

  async #loop(): Promise<void> {
    while (!this.#stopped) {
      const told = await tellDue(this.#ctx, this.#allowPrivate).catch((error: unknown) => {
        this.#ctx.log.warn({ err: error }, 'callbacks paused');
        return 0;
      });
      if (told === 0) await this.#rest();
    }
  }

  async #rest(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, IDLE_MS);
    this.#wake = resolve;
    await promise;
    clearTimeout(timer);
  }
}

/** Tells what is due now; returns how many calls were made. */
export async function tellDue(ctx: Ctx, allowPrivate: boolean): Promise<number> {
  const events = await claimEvents(ctx, AT_ONCE, LEASE_SECONDS);
  await Promise.all(events.map((event) => tell(ctx, event, allowPrivate)));
  return events.length;
}

async function tell(ctx: Ctx, event: DueEvent, allowPrivate: boolean): Promise<void> {
  const body = JSON.stringify(bodyOf(event));
  const seconds = Math.floor(ctx.clock.now().epochMilliseconds / 1000);
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Ventanilla',
    'webhook-id': event.id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': sign(event.secret, event.id, seconds, body),
  };
  const outcome = await post(event.url, headers, body, allowPrivate);
  if (outcome.kind === 'taken') return markTold(ctx, event);
  if (outcome.kind === 'refused') return markDead(ctx, event.id, outcome.error);
  await pauseCallback(ctx, event.callbackId, (failures) => outcome.retryAfterSeconds ?? pauseAfter(failures));
  const now = ctx.clock.now();
  if (Temporal.Instant.compare(now, event.since.add({ hours: GIVE_UP_HOURS })) >= 0)
    return markDead(ctx, event.id, outcome.error);
  await markLater(ctx, event.id, now, outcome.error);
}

/** Doubling, with a fifth of chance in it, so that receivers are not all asked in the same second. */
function pauseAfter(failures: number): number {
  const seconds = Math.min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** Math.min(failures - 1, 20));
  return seconds * (0.9 + Math.random() * 0.2);
}

function bodyOf(event: DueEvent): object {
  const { system, mode, channel, idempotencyKey } = event;
  return {
    type: `notification.${event.fate}`,
    timestamp: event.at.toString(),
    data: {
      // Rises with each thing that is told: of two about one message the higher one is the later.
      sequence: Number(event.sequence),
      id: event.messageId,
      externalId: idempotencyKey.slice(messageKey(system, mode as KeyMode, channel, '').length),
      reference: event.reference,
      mode,
      channel,
      template: event.template,
      status: event.fate,
      // A code of the carrier's or of ours (`opt_out`, `tooLate`, `cancelled`); empty when nobody gave one.
      reason: event.reason,
      possibleDuplicate: event.possibleDuplicate,
      costMxn: (Number(event.costMxnE4) / 10_000).toFixed(4),
    },
  };
}
