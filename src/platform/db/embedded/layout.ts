import path from 'node:path';

/** What the data folder of an embedded database holds. */
export interface Layout {
  readonly dataDir: string;
  /** The PostgreSQL cluster (PGDATA). */
  readonly cluster: string;
  /** The cluster while it is being made; renamed to `cluster` when whole. */
  readonly draft: string;
  /** The superuser's random password, mode 0600. */
  readonly password: string;
  /** Links to libraries, where node_modules is read-only. */
  readonly libraries: string;
  readonly lock: string;
  readonly log: string;
}

/** `dataDir` must be absolute and without links, because running servers are recognised by it. */
export function layOut(dataDir: string): Layout {
  return {
    dataDir,
    cluster: path.join(dataDir, 'cluster'),
    draft: path.join(dataDir, 'cluster.draft'),
    password: path.join(dataDir, 'password'),
    libraries: path.join(dataDir, 'lib'),
    lock: path.join(dataDir, 'lock'),
    log: path.join(dataDir, 'postgres.log'),
  };
}
