/**
 * What each role may do. A module declares its part with `defineRoles` in its `roles.ts`; the composition root joins
 * them into one book. A role that no module mentions may do nothing: denial is the default.
 */
export type RoleActions = Readonly<Record<string, readonly string[]>>;

/** Declares, for one module, role -> actions. Actions are `module.verb`, e.g. `registry.sign`. */
export function defineRoles(module: string, roles: RoleActions): RoleActions {
  for (const action of Object.values(roles).flat()) {
    if (!action.startsWith(`${module}.`)) throw new Error(`role action ${action} must start with "${module}."`);
  }
  return roles;
}

export class RoleBook {
  readonly #actions = new Map<string, Set<string>>();

  constructor(parts: Iterable<RoleActions>) {
    for (const part of parts) {
      for (const [role, actions] of Object.entries(part)) {
        const known = this.#actions.get(role) ?? new Set();
        for (const action of actions) known.add(action);
        this.#actions.set(role, known);
      }
    }
  }

  permits(role: string, action: string): boolean {
    return this.#actions.get(role)?.has(action) ?? false;
  }

  roles(): string[] {
    return [...this.#actions.keys()].toSorted();
  }

  actions(): string[] {
    return [...new Set([...this.#actions.values()].flatMap((set) => [...set]))].toSorted();
  }
}
