/** Stands for the link in a question until it leaves. */
export const QUESTION_LINK = '((liga))';

/** A question as it is shown afterwards: the word of its link is kept nowhere. */
export const withoutLink = (body: string): string => body.replace(QUESTION_LINK, '…');
