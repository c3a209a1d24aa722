import assert from 'node:assert/strict';
import { test } from 'node:test';
import { procedureInput } from './schemas.ts';

const procedure = (names: string) => ({
  externalId: 'S-1',
  office: 'TOL',
  service: 'copias-certificadas',
  person: { names, surnames: 'Nava Colín' },
  propertyLocation: 'Av. Hidalgo 1, Toluca',
});

test('a name that another system keeps on several lines comes in on one', () => {
  assert.equal(procedureInput.parse(procedure(' Ana\r\n\tLaura ')).person.names, 'Ana Laura');
});

test('a name of white space is none', () => {
  assert.equal(procedureInput.safeParse(procedure(' \n ')).success, false);
});
