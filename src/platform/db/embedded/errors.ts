/** Why the embedded database could not be started; `code` is stable, the message is for the operator and names the cure. */
export class EmbeddedError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** Another living process holds this data folder. Two servers on one folder would destroy it, so there is no way round. */
export class DataDirInUse extends EmbeddedError {
  readonly pid: number;
  readonly dataDir: string;

  constructor(dataDir: string, pid: number) {
    super(
      'data_dir_in_use',
      `The data folder ${dataDir} is already in use by process ${pid}. ` +
        `Stop that Ventanilla first (kill ${pid}), or start this one with another DATA_DIR.`,
    );
    this.pid = pid;
    this.dataDir = dataDir;
  }
}

/** The cluster in the folder was made by another major version of PostgreSQL than the one that we ship. */
export class DataDirVersionMismatch extends EmbeddedError {
  readonly found: string;
  readonly expected: string;

  constructor(dataDir: string, found: string, expected: string) {
    super(
      'data_dir_version',
      `The data folder ${dataDir} holds a PostgreSQL ${found} cluster and this Ventanilla brings PostgreSQL ${expected}. ` +
        `Make a backup with the Ventanilla version that wrote it ("ventanilla backup"), ` +
        `then restore it into an empty DATA_DIR with this one.`,
    );
    this.found = found;
    this.expected = expected;
  }
}

/** The operating system's rights stand in the way: an owner, a folder mode, a read-only place. */
export class DataDirAccess extends EmbeddedError {
  constructor(message: string, options?: ErrorOptions) {
    super('data_dir_access', message, options);
  }
}

/** The server program ended, or never became ready. `serverLog` holds its own last lines. */
export class ServerFailed extends EmbeddedError {
  readonly serverLog: string;

  constructor(message: string, serverLog: string) {
    super('server_failed', serverLog ? `${message}\n${serverLog}` : message);
    this.serverLog = serverLog;
  }
}
