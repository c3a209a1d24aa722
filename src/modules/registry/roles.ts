import { defineRoles } from '#platform/permissions/roles.ts';

export const registryRoles = defineRoles('registry', {
  reception_clerk: ['registry.enter', 'registry.read', 'registry.reach'],
  analyst: ['registry.analyse', 'registry.read'],
  registrar: ['registry.analyse', 'registry.sign', 'registry.assign', 'registry.read'],
  delivery_desk: ['registry.deliver', 'registry.read'],
  office_head: [
    'registry.enter',
    'registry.analyse',
    'registry.assign',
    'registry.deliver',
    'registry.read',
    'registry.import',
    'registry.reach',
  ],
  system_administrator: ['registry.clients'],
  director: ['registry.read', 'registry.import'],
});
