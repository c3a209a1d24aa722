import type { ConnectionConfig } from '#platform/db/pool.ts';

/** As it is given to the program in DATABASE_URL. */
export function urlOf({ host, port, user, password, database }: ConnectionConfig): string {
  return `postgres://${user}:${encodeURIComponent(password ?? '')}@${host}:${port}/${database}`;
}
