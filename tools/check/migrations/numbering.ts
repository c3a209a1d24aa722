import type { Violation } from '../boundaries/rule.ts';
import type { Migration } from './migration.ts';

const NAME = /^(\d{4})_[a-z0-9]+(?:_[a-z0-9]+)+\.sql$/;

/** `NNNN_verb_noun.sql`, rising from 0001 without gaps or doubles in each folder, and forward only. */
export function* numbering(migrations: readonly Migration[]): Generator<Violation> {
  const folders = Map.groupBy(migrations, (migration) => migration.folder);
  for (const group of folders.values()) {
    let expected = 1;
    for (const { file, name } of group.toSorted((one, other) => one.name.localeCompare(other.name))) {
      const number = NAME.exec(name)?.[1];
      if (number === undefined || /(?:^|[._])(?:down|undo|rollback)[._]/.test(name)) {
        yield { file, message: `${name} is not NNNN_verb_noun.sql`, cure: 'rename it; migrations only go forward' };
        continue;
      }
      if (Number(number) !== expected) {
        const wanted = String(expected).padStart(4, '0');
        const message = `the number ${number} follows a gap or a double: ${wanted} was expected`;
        yield { file, message, cure: 'renumber the migrations that no release has shipped' };
      }
      expected = Number(number) + 1;
    }
  }
}
