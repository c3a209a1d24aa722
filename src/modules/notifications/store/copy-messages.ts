import type { Ctx } from '#platform/context.ts';
import { place } from './messages.ts';
import type { NewMessage } from './queue-messages.ts';

type Row = Omit<NewMessage, 'subject' | 'address' | 'body' | 'unitId' | 'personId' | 'templateId'> & {
  readonly id: string;
  readonly unitId: string | null;
  readonly personId: string | null;
  readonly templateId: string | null;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly addressSealed: string;
  readonly bodySealed: string;
};

/**
 * These messages as new ones, under the key `key(old)`, to be queued in their place: what a message says and to whom is bound
 * by its evidence, so it is never changed. Erased ones, and those that another system asked for and follows by their ids, are
 * left out.
 */
export async function copyMessages(
  tx: Ctx,
  ids: readonly string[],
  key: (old: string) => string,
): Promise<(NewMessage & { readonly copyOf: string })[]> {
  if (ids.length === 0) return [];
  const rows = await tx.db.named<Row>(
    'messages_copy',
    `select id, agency_id as "agencyId", unit_id as "unitId", lane, idempotency_key as key, subject_type as "subjectType",
       subject_id as "subjectId", person_id as "personId", channel, template_id as "templateId", template, service,
       address_sealed as "addressSealed", subject_line as "subjectLine", body_sealed as "bodySealed", parts, encoding, policy,
       expires_at as "expiresAt"
     from notifications.messages where id = any($1) and body_sealed <> '' and system is null order by id`,
    [[...ids]],
  );
  return rows.map(
    ({ id, unitId, personId, templateId, subjectType, subjectId, addressSealed, bodySealed, ...rest }) => ({
      ...rest,
      copyOf: id,
      key: key(rest.key),
      ...(unitId !== null && { unitId }),
      ...(personId !== null && { personId }),
      ...(templateId !== null && { templateId }),
      subject: { type: subjectType, id: subjectId },
      address: tx.crypt.open(addressSealed, place('address', id)),
      body: tx.crypt.open(bodySealed, place('body', id)),
    }),
  );
}
