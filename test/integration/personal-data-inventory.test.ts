import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestBed } from '#test/support/context.ts';

const bed = await useTestBed();

/**
 * Every column that holds sealed personal data or an index of it, and what ends it. A new one must be named here: somebody
 * has to think of access (export), cancellation and time first. LGPDPPSO asks for such an inventory.
 */
const INVENTORY: Readonly<Record<string, string>> = {
  'people.people.names_sealed': 'export; cancellation unless the person lodged procedures',
  'people.people.surnames_sealed': 'export; cancellation unless the person lodged procedures',
  'people.people.name_index': 'goes with the name',
  'people.name_pairs.pair': 'goes with the name',
  'people.contact_points.address_sealed': 'export; cancellation; 90 days after it ended',
  'people.contact_points.address_index': 'goes with the address',
  'people.verifications.address_sealed': 'a week after the code',
  'people.verifications.address_index': 'a week after the code',
  'people.verifications.code_sealed': 'when it is used or expires',
  'notifications.messages.address_sealed': 'export; cancellation; 90 days after the procedure closed; codes at once',
  'notifications.messages.address_index': 'goes with the address',
  'notifications.messages.body_sealed': 'as the address',
  'notifications.suppressions.address_sealed':
    'cancellation; the wish itself stays under its index, or we would write again',
  'notifications.suppressions.address_index': 'kept while the wish holds',
  'notifications.address_failures.address_index': 'ends with the next delivery',
  'notifications.inbound.address_index': 'export; cancellation; 90 days after it came',
  'notifications.inbound.from_sealed': 'export; cancellation; 90 days after it came',
  'notifications.inbound.text_sealed': 'export; cancellation; 90 days after it came',
  'notifications.team_members.address_sealed': 'staff of other systems; removed with the member',
  'notifications.team_members.address_index': 'goes with the address',
  'registry.import_rows.cells_sealed': 'emptied some days after the import (its own job)',
  'registry.deliveries.proxy_sealed': 'kept with the delivery: who took the result',
  'notifications.settings.alert_email_sealed': 'a mailbox of the agency, not of a person; changed there',
  'notifications.mailing_rows.input_sealed': 'emptied when the mailing ends (its own job)',
  'notifications.callbacks.secret_sealed': 'a secret of a system, not of a person',
  'privacy.requests.asked_sealed': 'export; kept as evidence of the request',
};

test('every column with sealed personal data, or an index of it, is in the inventory', async () => {
  const { rows } = await bed.pool.query<{ name: string }>(
    `select table_schema || '.' || table_name || '.' || column_name as name from information_schema.columns
     where (column_name like '%\\_sealed' or column_name in ('name_index', 'address_index', 'pair'))
       and table_schema not in ('pg_catalog', 'information_schema')
       and exists (select from pg_tables t where t.schemaname = table_schema and t.tablename = table_name) order by 1`,
  );
  const unnamed = rows.map(({ name }) => name).filter((name) => !(name in INVENTORY) && !name.startsWith('staff.'));
  assert.deepEqual(unnamed, [], 'say in this test how the person sees it and what ends it');
  assert.ok(rows.length > 10);
});
