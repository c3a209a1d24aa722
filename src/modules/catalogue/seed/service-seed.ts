import type { Copies, Handler, Requirement, ServiceContent } from '../content.ts';

/** One entry of the catalogue as a seed writes it; the rest follows from `ofRegistry` or `asContent`. */
export interface ServiceSeed {
  readonly slug: string;
  readonly handledBy: Handler | null;
  readonly content: ServiceContent;
}

export const needs = (document: string, copies: Copies = 'none', note = ''): Requirement => ({
  document,
  copies,
  note,
});
