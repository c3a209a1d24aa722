import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MODULES } from '../../modules.ts';
import { roleName } from './role-texts.ts';

for (const role of new Set(MODULES.flatMap((module) => Object.keys(module.roles ?? {})))) {
  test(`the role ${role} has words for the people who give it`, () => assert.notEqual(roleName(role, 'es-MX'), role));
}
