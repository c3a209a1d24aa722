/** The four rights over one's own data, by their usual initials ARCO. */
export const RIGHTS = ['access', 'rectification', 'cancellation', 'opposition'] as const;
export type Right = (typeof RIGHTS)[number];

export const REQUEST_STATUSES = ['received', 'granted', 'refused', 'fulfilled', 'withdrawn'] as const;
export type RequestStatus = (typeof REQUEST_STATUSES)[number];

/** How the office made sure who asks; `code`: by a code to their telephone or mailbox, so far. */
export const IDENTITY_PROOFS = ['ine', 'passport', 'professional_licence', 'power_of_attorney', 'code'] as const;
export type IdentityProof = (typeof IDENTITY_PROOFS)[number];

const MOVES: Readonly<Record<RequestStatus, readonly RequestStatus[]>> = {
  received: ['granted', 'refused', 'withdrawn'],
  granted: ['fulfilled', 'withdrawn'],
  refused: [],
  fulfilled: [],
  withdrawn: [],
};

export const canMove = (from: RequestStatus, to: RequestStatus): boolean => MOVES[from].includes(to);
export const isClosed = (status: RequestStatus): boolean => MOVES[status].length === 0;

/**
 * Terms in working days: to answer, once longer if told within the term, and to do what was granted (LGPDPPSO, chapter on
 * the exercise of ARCO rights; the law of 2025 kept those of 2017). Counsel of each agency confirms them.
 */
export const ANSWER_DAYS = 20;
export const EXTENSION_DAYS = 10;
export const EFFECTIVE_DAYS = 15;

/** What is kept for a time after it served, and for how long unless the agency says otherwise (docs/acceptance/notifications.md, 23). */
export const RETENTION_CLASSES = ['notice_content', 'ended_contact'] as const;
export type RetentionClass = (typeof RETENTION_CLASSES)[number];
export const KEEP_DAYS: Readonly<Record<RetentionClass, number>> = { notice_content: 90, ended_contact: 90 };
