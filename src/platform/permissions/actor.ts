/**
 * Who is acting. A `staff` actor carries grants: role × unit subtree; what a role may do is
 * declared by the modules (`roles.ts`), and `can()` joins the two.
 */
export type Actor = AnonymousActor | CitizenActor | StaffActor | SystemActor | ClientActor;

export interface AnonymousActor {
  readonly kind: 'anonymous';
}

/** A person who proved control of a telephone or mailbox by a one-time code. */
export interface CitizenActor {
  readonly kind: 'citizen';
  readonly personIds: readonly string[];
}

export interface Grant {
  readonly role: string;
  /** Root of the subtree of units that the grant covers. */
  readonly unitId: string;
}

export interface StaffActor {
  readonly kind: 'staff';
  readonly staffId: string;
  readonly agencyId: string;
  readonly name: string;
  readonly grants: readonly Grant[];
  /** When the second factor was last shown; needed for signing (step-up authentication). */
  readonly steppedUpAt: Temporal.Instant | undefined;
}

/** The program itself: reactions, jobs, seeds. `name` says which, e.g. `job:close-expired`. */
export interface SystemActor {
  readonly kind: 'system';
  readonly name: string;
}

/** Another system, by its API key. */
export interface ClientActor {
  readonly kind: 'client';
  readonly clientId: string;
  readonly agencyId: string;
  readonly name: string;
  /** Actions that the key may do, e.g. `registry.enter`. */
  readonly scopes: readonly string[];
  /** Units (with all below them) whose records the key may touch. */
  readonly unitIds: readonly string[];
  /** How far what it sends may go; only keys that send have it. */
  readonly mode?: KeyMode;
  /** Calls that the key may make in a minute; absent: as many as it likes. */
  readonly perMinute?: number;
}

/** `test`: nothing leaves. `team`: only to the agency's own people. `live`: to everybody. */
export const KEY_MODES = ['test', 'team', 'live'] as const;
export type KeyMode = (typeof KEY_MODES)[number];

export const ANONYMOUS: AnonymousActor = { kind: 'anonymous' };

/** Stable text for audit rows and logs: kind and id, never a name. */
export function actorLabel(actor: Actor): string {
  switch (actor.kind) {
    case 'anonymous':
      return 'anonymous';
    case 'citizen':
      return `citizen:${actor.personIds[0] ?? ''}`;
    case 'staff':
      return `staff:${actor.staffId}`;
    case 'client':
      return `client:${actor.clientId}`;
    case 'system':
      return `system:${actor.name}`;
  }
}
