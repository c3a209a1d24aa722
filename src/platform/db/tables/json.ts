import type { ColumnType } from 'kysely';

/** A jsonb column: read as unknown (parse it with its schema), written as JSON text. */
export type Json = ColumnType<unknown, string, string>;
