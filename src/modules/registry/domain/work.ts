/** What happens to the work on a procedure inside the office; none of it is a status. */
export const WORK_KINDS = ['assigned', 'released', 'proposed', 'returned'] as const;
export type WorkKind = (typeof WORK_KINDS)[number];
