import { isCarrierFault } from '../adapters/outcome.ts';
import type { MessageSender, SendOutcome } from '../adapters/port.ts';
import { pickByWeight } from '../domain/balance.ts';
import { Breaker } from '../domain/breaker.ts';
import type { CarrierName, CarrierRow, CarrierSight } from '../store/carriers.ts';
import type { ClearMessage } from '../store/withhold.ts';

/** A way out: a carrier's name in the evidence, its sender, and how a claimed message is put for it. */
export interface WayOut extends CarrierName {
  readonly sender: Pick<MessageSender, 'state' | 'close'>;
  send(message: ClearMessage): Promise<SendOutcome>;
}

/**
 * Messages handed to a sender and not yet on record. Enough to keep it busy while a batch is claimed and another written;
 * more would only wait there with their lease running, in front of codes that come later, and before receipts in the ledger:
 * with a thousand, sending ran ahead of its receipts until the carrier kept fifty thousand and dropped the rest. With three
 * hundred a thousand receipts wait at most, at 2,700 messages a second.
 */
const MOST_UNDER_WAY = 300;
/** At a pace that the carrier taught us: what it takes in this time. */
const AHEAD_SECONDS = 1.5;
const LEAST_UNDER_WAY = 10;

interface Lane {
  readonly way: WayOut;
  readonly breaker: Breaker;
  weight: number;
  underWay: number;
}

/**
 * The carriers of one channel, and which of them takes the next message: by the weights, among those that are connected
 * and have room. One that fails is passed over while another one can take its messages (criterion 10); a message that was
 * handed over never goes to a second one before the first has surely not taken it.
 */
export class Ways {
  readonly #lanes: readonly Lane[];
  readonly #random: () => number;

  constructor(ways: readonly WayOut[], random: () => number = Math.random) {
    this.#lanes = ways.map((way) => ({ way, breaker: new Breaker(), weight: 100, underWay: 0 }));
    this.#random = random;
  }

  /** How many may be handed over now, and at the most. */
  room(): { free: number; most: number } {
    const open = this.#open();
    const most = open.reduce((sum, lane) => sum + mostOf(lane), 0);
    return { free: open.reduce((sum, lane) => sum + roomOf(lane), 0), most };
  }

  /** The way of the next message: the wished one if it is open. There must be room. */
  choose(wished?: string | null): WayOut {
    const open = this.#open();
    // Nearly always there is one carrier, and the caller asked for its room.
    const withRoom = open.length === 1 ? open : open.filter((lane) => roomOf(lane) > 0);
    const wishedLane = wished ? withRoom.find(({ way }) => way.name === wished) : undefined;
    const lane = wishedLane ?? pickByWeight(withRoom, this.#random()) ?? withRoom[0];
    if (!lane) throw new RangeError('there is no room on any way out');
    lane.breaker.begin();
    lane.underWay += 1;
    return lane.way;
  }

  /** The message is no longer at the sender. */
  release(way: WayOut): void {
    this.#laneOf(way).underWay -= 1;
  }

  /** Learns from how a hand-over went. */
  observe(way: WayOut, outcome: SendOutcome): void {
    this.#laneOf(way).breaker.record(isCarrierFault(outcome));
  }

  /** Follows the weights and switches of the administrator. */
  follow(rows: readonly CarrierRow[]): void {
    for (const lane of this.#lanes) {
      const row = rows.find(({ name }) => name === lane.way.name);
      if (row) lane.weight = row.enabled ? row.weight : 0;
    }
  }

  sights(): CarrierSight[] {
    return this.#lanes.map(({ way, breaker }) => {
      const { status, reason = '', perSecond } = way.sender.state();
      const { name, channel, kind } = way;
      const isResting = status === 'ready' && breaker.state !== 'closed';
      return { name, channel, kind, status: isResting ? 'resting' : status, reason, perSecond: perSecond ?? null };
    });
  }

  get size(): number {
    return this.#lanes.length;
  }

  async close(): Promise<void> {
    await Promise.all(this.#lanes.map(({ way }) => way.sender.close()));
  }

  /** Those that may get messages. A breaker only diverts: where there is nobody to divert to, it holds nothing back. */
  #open(): Lane[] {
    const ready = this.#lanes.filter(({ way, weight }) => weight > 0 && way.sender.state().status === 'ready');
    if (ready.length === 1) return ready;
    const healthy = ready.filter(({ breaker }) => breaker.state !== 'open');
    return healthy.length > 0 ? healthy : ready;
  }

  #laneOf(way: WayOut): Lane {
    const lane = this.#lanes.find((one) => one.way === way);
    if (!lane) throw new Error(`${way.name} is none of these ways`);
    return lane;
  }
}

function mostOf({ way, breaker }: Lane): number {
  if (breaker.state === 'trial') return 1;
  const { perSecond } = way.sender.state();
  if (perSecond === undefined) return MOST_UNDER_WAY;
  return Math.min(MOST_UNDER_WAY, Math.max(LEAST_UNDER_WAY, Math.floor(perSecond * AHEAD_SECONDS)));
}

function roomOf(lane: Lane): number {
  if (lane.breaker.state === 'trial') return 1;
  return Math.max(0, mostOf(lane) - lane.underWay);
}
