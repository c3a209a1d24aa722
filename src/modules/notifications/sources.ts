import type { NoticeSource, NoticeVariable } from '#platform/notices.ts';

/** The source of an event by its name, e.g. `registry.procedure_signed.v1`. */
export function findSource(sources: readonly NoticeSource[], event: string): NoticeSource | undefined {
  return sources.find((source) => source.event.name === event);
}

/** The variables that a template about this event may use. */
export function variablesFor(sources: readonly NoticeSource[], event: string): readonly NoticeVariable[] {
  return findSource(sources, event)?.variables ?? [];
}
