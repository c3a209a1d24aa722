import type { ModuleDefinition } from '#platform/module.ts';
import { defineRoles } from '#platform/permissions/roles.ts';
import { eraseDueJob } from './jobs/erase-due.ts';
import { onClosing } from './reactions/on-closing.ts';

export const privacyModule: ModuleDefinition = {
  name: 'privacy',
  jobs: [eraseDueJob],
  subscribers: [onClosing],
  roles: defineRoles('privacy', {
    privacy_officer: ['privacy.receive', 'privacy.read', 'privacy.answer'],
    office_head: ['privacy.receive'],
    reception_clerk: ['privacy.receive'],
  }),
};
