import type { Ctx } from '#platform/context.ts';

/** Under which name a system asked; `mode` keeps tries with a test key apart from the real thing. */
export interface RequestName {
  readonly agencyId: string;
  readonly system: string;
  readonly mode: string;
  readonly externalId: string;
}

export interface StoredRequest extends RequestName {
  readonly contentHash: string;
  /** What was answered, as JSON. */
  readonly answer: string;
}

export const requestKey = ({ agencyId, system, mode, externalId }: RequestName): string =>
  [agencyId, system, mode, externalId].join('\n');

/** Keeps requests for ever; one whose name is there already stays as it is. Returns how many are new. */
export async function insertRequests(tx: Ctx, requests: readonly StoredRequest[]): Promise<number> {
  if (requests.length === 0) return 0;
  const [row] = await tx.db.named<{ fresh: number }>(
    'requests_insert',
    `with fresh as (
       insert into notifications.requests (agency_id, system, mode, external_id, content_hash, answer, received_at)
       select *, $7 from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
       on conflict do nothing returning 1)
     select count(*)::int as fresh from fresh`,
    [
      ...namesOf(requests),
      requests.map(({ contentHash }) => contentHash),
      requests.map(({ answer }) => answer),
      tx.clock.now(),
    ],
  );
  return row?.fresh ?? 0;
}

/** What was asked for before under these names, by `requestKey`. */
export async function findRequests(tx: Ctx, names: readonly RequestName[]): Promise<Map<string, StoredRequest>> {
  if (names.length === 0) return new Map();
  const rows = await tx.db.named<StoredRequest>(
    'requests_find',
    `select r.agency_id as "agencyId", r.system, r.mode, r.external_id as "externalId", r.content_hash as "contentHash", r.answer
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as asked (agency_id, system, mode, external_id)
     join notifications.requests r using (agency_id, system, mode, external_id)`,
    namesOf(names),
  );
  return new Map(rows.map((row) => [requestKey(row), row]));
}

const namesOf = (names: readonly RequestName[]): string[][] => [
  names.map(({ agencyId }) => agencyId),
  names.map(({ system }) => system),
  names.map(({ mode }) => mode),
  names.map(({ externalId }) => externalId),
];
