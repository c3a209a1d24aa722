/** A step of a message as the evidence keeps it. */
interface Step {
  readonly at: Temporal.Instant;
  readonly kind: string;
  /** Which part of a long text it is about; null: the whole. */
  readonly part: number | null;
  readonly reason: string;
}

/** What happened, told once: to the whole message, or to the parts that fared otherwise than the rest. */
export interface PlainStep<S extends Step> {
  /** The last of the steps told here: a text has arrived when its last part has. */
  readonly step: S;
  /** Empty: all of the message. */
  readonly parts: readonly number[];
}

/** With these the message goes again: what comes after is another story than what came before. */
const BEGINS_ANEW: readonly string[] = ['queued', 'retry', 'repeated'];
/** Between leaving the queue and being taken: only who operates the sending asks for it. */
const UNTOLD: readonly string[] = ['handed_over'];

/**
 * The steps of a message for whoever serves its recipient. What happens alike to every part of a long text is one step;
 * parts are told of only where they fared differently. `steps` are in the order of time.
 */
export function plainSteps<S extends Step>(steps: readonly S[]): PlainStep<S>[] {
  const known = new Set(steps.flatMap(({ part }) => part ?? []));
  let told: { step: S; parts: Set<number> }[] = [];
  const before: typeof told = [];
  for (const step of steps) {
    if (UNTOLD.includes(step.kind)) continue;
    if (BEGINS_ANEW.includes(step.kind)) {
      before.push(...told, { step, parts: new Set() });
      told = [];
      continue;
    }
    const { part } = step;
    const same = told.find((one) => isSame(one.step, step) && part !== null && !one.parts.has(part));
    // It moves to where its last part stands.
    told = told.filter((one) => one !== same);
    told.push({ step, parts: new Set([...(same?.parts ?? []), ...(part === null ? [] : [part])]) });
  }
  return [...before, ...told].map(({ step, parts }) => ({
    step,
    parts: parts.size === known.size ? [] : [...parts].toSorted((a, b) => a - b),
  }));
}

function isSame(a: Step, b: Step): boolean {
  // Of these the reason names who took it, or repeats the carrier's own words.
  const bare = a.kind === 'accepted' || a.kind === 'delivered';
  return a.kind === b.kind && a.part !== null && (bare || a.reason === b.reason);
}
