import { maskSql } from '../sql/mask.ts';
import { splitStatements, type Statement } from '../sql/statements.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Tree } from '../source/tree.ts';

/** One numbered file of `src/platform/db/migrations` or `src/modules/NAME/migrations`. */
export interface Migration {
  readonly file: SourceFile;
  readonly folder: string;
  readonly name: string;
  /** The PostgreSQL schema that the folder owns. */
  readonly schema: string;
  readonly statements: readonly Statement[];
  readonly masked: string;
}

const FOLDER = /^(src\/(?:platform\/db|modules\/([^/]+))\/migrations)\/([^/]+)$/;

/** Every file in a folder of migrations, in the order in which they run. */
export function readMigrations(tree: Tree): Migration[] {
  return tree.files.flatMap((file) => {
    const [, folder, module, name] = FOLDER.exec(file.path) ?? [];
    if (folder === undefined || name === undefined) return [];
    const masked = maskSql(file.text);
    return [
      { file, folder, name, schema: module ?? 'platform', statements: splitStatements(file.text, masked), masked },
    ];
  });
}
