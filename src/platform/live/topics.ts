/** Heard by every open screen of this person, whatever else it shows: their sessions or rights changed. */
export function ownTopic(staffId: string): string {
  return `staff:${staffId}`;
}
