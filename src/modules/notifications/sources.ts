import type { Db } from '#platform/db/db.ts';
import type { NoticeKind, NoticeVariable } from '#platform/notices.ts';
import { listEventKinds } from './store/event-kinds.ts';

/** The source of an event by its name, e.g. `registry.procedure_signed.v1`. */
export function findSource(sources: readonly NoticeKind[], event: string): NoticeKind | undefined {
  return sources.find((source) => source.event.name === event);
}

/** The variables that a template about this event may use. */
export function variablesFor(sources: readonly NoticeKind[], event: string): readonly NoticeVariable[] {
  return findSource(sources, event)?.variables ?? [];
}

/** Everything that an agency can tell people: what the modules announce, and the events that it declared itself. */
export async function kindsOf(
  db: Db,
  agencyId: string,
  modules: readonly NoticeKind[],
): Promise<readonly NoticeKind[]> {
  return [...modules, ...(await listEventKinds(db, agencyId))];
}
