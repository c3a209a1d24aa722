/** Writes it into `folder`, the NODE_COMPILE_CACHE of the processes that are to find it. */
export function writeCompiled(folder: string, modules: Iterable<readonly [url: string, code: string]>): void;

/** Gives the code of a module by its URL, or undefined; itself undefined outside of a test run. */
export function findCompiled(): ((url: string) => string | undefined) | undefined;
