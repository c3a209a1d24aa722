/** Heard by the screens that show this person. */
export function personTopic(personId: string): string {
  return `person:${personId}`;
}

/** Heard by the screens that show which people may be the same. */
export const DUPLICATES_TOPIC = 'people:duplicates';
