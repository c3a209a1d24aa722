import { likenessOfKeyed, plainText, spellingKey, wordsOf, type KeyedWord } from '#platform/search/spelling.ts';

/** What a search looks at. */
export interface Searchable {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  /** Other words by which people look for it. */
  readonly synonyms: readonly string[];
}

/** A query is answered when its words are found this well on the whole. */
const GOOD_ENOUGH = 0.5;
/** Worth asking "did you mean this?" */
const NEAR_ENOUGH = 0.25;
/** Below this a word of the query counts as not found. */
const ALIKE = 0.6;
const WEIGHT = { synonym: 1, name: 1, description: 0.6 } as const;

/** Words that say nothing about the matter; questions are asked in whole sentences. */
const STOP_WORDS = new Set(
  (
    'a al ante con como cual cuando cuanto de del desde donde el ella en es esta este hacer hago para por que quien quiero ' +
    'necesito puedo tengo se si sobre soy su sus un una unas uno unos la las le lo los me mi mis y o u ya hay ser fue ' +
    'va voy tiene tienen dio son estan tramite tramites tramitar sacar obtener solicitar pedir saber the of and to for my how do i want an in is'
  ).split(' '),
);

/**
 * Items that match, best first. Forgives accents, typing errors and spelling by ear. An empty query matches everything
 * in the given order; one of stop words alone matches nothing. `translated`: the same items in the other language, for who
 * reads one and asks in the other ("herencia" on an English page).
 */
export function searchServices<Item extends Searchable>(
  items: readonly Item[],
  query: string,
  translated: readonly Searchable[] = [],
): Item[] {
  if (plainText(query) === '') return [...items];
  return scoredInBoth(items, query, translated)
    .filter((found) => found.score >= GOOD_ENOUGH)
    .map(({ item }) => item);
}

/** At most three items that share something with a query which found nothing, best first. */
export function nearestServices<Item extends Searchable>(
  items: readonly Item[],
  query: string,
  translated: readonly Searchable[] = [],
): Item[] {
  return scoredInBoth(items, query, translated)
    .filter((found) => found.score >= NEAR_ENOUGH)
    .slice(0, 3)
    .map(({ item }) => item);
}

/** Each item by the language in which it is found better. */
function scoredInBoth<Item extends Searchable>(
  items: readonly Item[],
  query: string,
  translated: readonly Searchable[],
): { item: Item; score: number }[] {
  const other = new Map(scored(translated, query).map(({ item, score: found }) => [item.slug, found]));
  return scored(items, query)
    .map(({ item, score: found }) => ({ item, score: Math.max(found, other.get(item.slug) ?? 0) }))
    .toSorted((one, next) => next.score - one.score);
}

function scored<Item extends Searchable>(items: readonly Item[], query: string): { item: Item; score: number }[] {
  const wanted = wordsOf(query).filter((word) => !STOP_WORDS.has(word));
  if (wanted.length === 0) return [];
  const entries = items.map((item) => ({ item, words: indexed(item) }));
  const rare = rarity(entries.map(({ words }) => words));
  const phrase = wanted.join(' ');
  return entries.map(({ item, words }) => ({ item, score: score(wanted, words, rare) + phraseBonus(item, phrase) }));
}

/** A word of an item, with the weight of the best place where it stands. */
interface PlacedWord extends KeyedWord {
  readonly place: number;
}
type Words = ReadonlyMap<string, PlacedWord>;

/** What was indexed, by the text itself: a catalogue changes a few times a year and is searched all day. */
const INDEXED = new Map<string, Words>();
const MOST_INDEXED = 2_000;

function indexed(item: Searchable): Words {
  const text = [item.name, item.description, ...item.synonyms].join('\n');
  const known = INDEXED.get(text);
  if (known) return known;
  const words = new Map<string, PlacedWord>();
  const add = (part: string, weight: number) => {
    for (const word of wordsOf(part)) {
      if (STOP_WORDS.has(word)) continue;
      words.set(word, { word, key: spellingKey(word), place: Math.max(weight, words.get(word)?.place ?? 0) });
    }
  };
  add(item.description, WEIGHT.description);
  add(item.name, WEIGHT.name);
  for (const synonym of item.synonyms) add(synonym, WEIGHT.synonym);
  if (INDEXED.size >= MOST_INDEXED) INDEXED.clear();
  INDEXED.set(text, words);
  return words;
}

/** A word that stands in many services ("certificado") tells less than one that stands in one ("testamento"). */
function rarity(all: readonly Words[]): (word: string) => number {
  const counts = new Map<string, number>();
  for (const words of all) for (const word of words.keys()) counts.set(word, (counts.get(word) ?? 0) + 1);
  return (word) => 1 / Math.sqrt(counts.get(word) ?? 1);
}

/** 0 to 1: how well the wanted words are found, rare ones counting more. */
function score(wanted: readonly string[], words: Words, rare: (word: string) => number): number {
  // People who tell what happened use words that no catalogue has: in a sentence those count less than in two words.
  const unknown = wanted.length > 2 ? 0.5 : 1;
  let found = 0;
  let total = 0;
  for (const word of wanted) {
    let best = 0;
    let weight = unknown;
    const typed = { word, key: spellingKey(word) };
    for (const known of words.values()) {
      const alike = likenessOfKeyed(typed, known);
      if (alike < ALIKE || alike * known.place < best) continue;
      best = alike * known.place;
      weight = rare(known.word);
    }
    found += best * weight;
    total += weight;
  }
  return found / total;
}

/** The whole query as a synonym or in the name is what the editor meant. */
function phraseBonus(item: Searchable, phrase: string): number {
  const plain = (text: string) =>
    wordsOf(text)
      .filter((word) => !STOP_WORDS.has(word))
      .join(' ');
  if (item.synonyms.some((synonym) => plain(synonym) === phrase)) return 0.5;
  return plain(item.name).startsWith(phrase) ? 0.3 : 0;
}
