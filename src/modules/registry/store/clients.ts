import { createHash } from 'node:crypto';
import type { Ctx, Services } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import type { ClientActor } from '#platform/permissions/actor.ts';

const hashKey = (key: string) => createHash('sha256').update(key).digest('hex');

/** Whose key this is; undefined for an unknown or revoked one. */
export async function findClient(services: Services, key: string): Promise<ClientActor | undefined> {
  const [row] = await services.db.named<Omit<ClientActor, 'kind'>>(
    'registry_client',
    `select id as "clientId", agency_id as "agencyId", name, scopes, unit_ids as "unitIds"
     from registry.clients where key_hash = $1 and revoked_at is null`,
    [hashKey(key)],
  );
  return row && { kind: 'client', ...row };
}

export interface NewClient {
  agencyId: string;
  name: string;
  key: string;
  scopes: readonly string[];
  unitIds: readonly string[];
}

export async function insertClient(tx: Ctx, client: NewClient): Promise<void> {
  await tx.db.k
    .insertInto('registry.clients')
    .values({
      id: newId(),
      agency_id: client.agencyId,
      name: client.name,
      key_hash: hashKey(client.key),
      scopes: [...client.scopes],
      unit_ids: [...client.unitIds],
      created_at: tx.clock.now(),
    })
    .execute();
}

export interface KnownRequest {
  readonly contentHash: string;
  readonly procedureId: string;
  readonly answer: unknown;
}

/** What the caller sent before under this id of its own. */
export async function findRequest(tx: Ctx, client: ClientActor, externalId: string): Promise<KnownRequest | undefined> {
  const [row] = await tx.db.named<KnownRequest>(
    'registry_request',
    `select content_hash as "contentHash", procedure_id as "procedureId", answer from registry.client_requests
     where agency_id = $1 and client_id = $2 and external_id = $3`,
    [client.agencyId, client.clientId, externalId],
  );
  return row;
}

export async function insertRequest(
  tx: Ctx,
  client: ClientActor,
  request: { externalId: string; contentHash: string; procedureId: string; answer: object },
): Promise<void> {
  await tx.db.named(
    'registry_request_insert',
    `insert into registry.client_requests (agency_id, client_id, external_id, content_hash, procedure_id, answer, received_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      client.agencyId,
      client.clientId,
      request.externalId,
      request.contentHash,
      request.procedureId,
      JSON.stringify(request.answer),
      tx.clock.now(),
    ],
  );
}
