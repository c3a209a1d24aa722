import type { Channel } from '#modules/people/index.ts';
import type { KeyMode } from '#platform/permissions/actor.ts';

/** The natural key of a message that a system asked for; ends with the caller's own id. */
export const messageKey = (system: string, mode: KeyMode, channel: Channel, externalId: string): string =>
  `request:${system}:${mode}:${channel}:${externalId}`;
