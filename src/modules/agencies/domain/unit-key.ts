/** The key by which files and the terminal name a unit within its agency. */
export const UNIT_KEY = /^[a-z0-9][a-z0-9-]{1,59}$/;
