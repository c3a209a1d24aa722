import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { Refusal, defineRefusals } from '../errors.ts';
import type { Actor } from './actor.ts';
import type { RoleBook } from './roles.ts';
import { permissionTexts } from './texts.ts';
import type { UnitTree } from './unit-tree.ts';

/** What the permission rules stand on: who may do what (roles) and where (units). */
export interface AccessRules {
  readonly roles: RoleBook;
  readonly units: UnitTree;
}

export const accessRefusals = defineRefusals(
  'access',
  { signInNeeded: 401, notAllowed: 403, notFound: 404, stepUpNeeded: 403 },
  permissionTexts,
);

/** Roots of the subtrees in which the actor may do the action. `'everywhere'` is for the program itself only. */
export function reach(rules: AccessRules, actor: Actor, action: string): 'everywhere' | readonly string[] {
  switch (actor.kind) {
    case 'system':
      return 'everywhere';
    case 'staff':
      return actor.grants.filter((grant) => rules.roles.permits(grant.role, action)).map((grant) => grant.unitId);
    case 'client':
      return actor.scopes.includes(action) ? actor.unitIds : [];
    case 'anonymous':
    case 'citizen':
      return [];
  }
}

/** True if the actor may do `action` on something that belongs to `unitId`. The twin of `withinReach`. */
export function can(rules: AccessRules, actor: Actor, action: string, unitId: string): boolean {
  const roots = reach(rules, actor, action);
  return roots === 'everywhere' || roots.some((root) => rules.units.isWithin(unitId, root));
}

/** True if the actor may do `action` in at least one unit: for menus and for pages that list. */
export function canSomewhere(rules: AccessRules, actor: Actor, action: string): boolean {
  const roots = reach(rules, actor, action);
  return roots === 'everywhere' || roots.length > 0;
}

/**
 * The same rule as `can()`, as an SQL condition on a column that holds a unit id. Lists use it so that what one may
 * not see is never read. `unitColumn` is a literal such as `'p.unit_id'`, never input.
 */
export function withinReach(rules: AccessRules, actor: Actor, action: string, unitColumn: string): RawBuilder<SqlBool> {
  const roots = reach(rules, actor, action);
  if (roots === 'everywhere') return sql<SqlBool>`true`;
  if (roots.length === 0) return sql<SqlBool>`false`;
  return sql<SqlBool>`${sql.ref(unitColumn)} in (select closure.descendant_id from platform.unit_closure closure
    where closure.ancestor_id = any(${[...roots]}::uuid[]))`;
}

/**
 * The same rule for a statement that is written out: `withinUnits('$2', 'p.unit_id')` in its text, and this as its second
 * value: the roots of the reach, null for everywhere.
 */
export function reachParameter({ access, actor }: Acting, action: string): string[] | null {
  const roots = reach(access, actor, action);
  return roots === 'everywhere' ? null : [...roots];
}

/** Both are literals, never input. */
export function withinUnits(parameter: `$${number}`, unitColumn: string): string {
  return `(${parameter}::uuid[] is null or ${unitColumn} in (
    select closure.descendant_id from platform.public_unit_closure closure where closure.ancestor_id = any(${parameter})))`;
}

/** What `authorize` needs of a context. */
export interface Acting {
  readonly actor: Actor;
  readonly access: AccessRules;
}

/**
 * First line of each command. Outside one's units a record does not exist: 404. Without the
 * right anywhere: 403. Without log-in: 401.
 */
export function authorize(ctx: Acting, action: string, unitId: string): void {
  authorizeSomewhere(ctx, action);
  if (!can(ctx.access, ctx.actor, action, unitId)) throw new Refusal(accessRefusals.notFound);
}

/** As `authorize`, for actions that belong to no unit or are narrowed by `withinReach`. */
export function authorizeSomewhere(ctx: Acting, action: string): void {
  if (canSomewhere(ctx.access, ctx.actor, action)) return;
  throw new Refusal(ctx.actor.kind === 'anonymous' ? accessRefusals.signInNeeded : accessRefusals.notAllowed, {
    action,
  });
}

/** How long a shown second factor counts for signing. */
export const STEP_UP_MINUTES = 10;

/** Signing and other acts that bind need a second factor shown in the last minutes. */
export function requireStepUp(ctx: Acting & { readonly clock: { now(): Temporal.Instant } }): void {
  if (!isSteppedUp(ctx)) throw new Refusal(accessRefusals.stepUpNeeded);
}

/** Whether the actor could sign now: a page says before a form is filled that the second factor will be asked for. */
export function isSteppedUp(ctx: Acting & { readonly clock: { now(): Temporal.Instant } }): boolean {
  // A system signed in its own way before it told us; its key stands for that.
  if (ctx.actor.kind === 'system' || ctx.actor.kind === 'client') return true;
  const at = ctx.actor.kind === 'staff' ? ctx.actor.steppedUpAt : undefined;
  return at !== undefined && Temporal.Instant.compare(at.add({ minutes: STEP_UP_MINUTES }), ctx.clock.now()) > 0;
}
