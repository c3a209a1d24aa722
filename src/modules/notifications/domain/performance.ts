/** Shares of fewer than this say more about single people than about the service: they are not published. */
export const LEAST_PUBLISHED = 10;

/** A count as it may be published; `few`: more than none and fewer than ten. */
export type Published = number | 'few';

export const publishedCount = (count: number): Published => (count > 0 && count < LEAST_PUBLISHED ? 'few' : count);

/** A share from 0 to 1; undefined where there is too little to publish one. */
export const publishedShare = (part: number, whole: number): number | undefined =>
  whole < LEAST_PUBLISHED ? undefined : part / whole;
