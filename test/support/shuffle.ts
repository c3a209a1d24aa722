/** A shuffled copy (Fisher-Yates over mulberry32): the same seed gives the same order, so a fault can be repeated. */
export function shuffle<T>(list: readonly T[], seed: number): T[] {
  const random = seededRandom(seed);
  const rest = [...list];
  return list.map(() => rest.splice(Math.floor(random() * rest.length), 1)).flat();
}

/** Numbers in [0, 1) that depend on the seed alone. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
