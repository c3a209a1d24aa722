import type { Ctx } from '../context.ts';

/**
 * How a module says, in one line for a telephone, how the thing with a folio is going: only what the folio alone may tell
 * (never a name, a reason or an address). `written` is as people write it. Undefined when it is no folio of the module.
 */
export type FolioStatus = (ctx: Ctx, written: string) => Promise<string | undefined>;
