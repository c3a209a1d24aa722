import { createAgency } from '#modules/agencies/index.ts';
import { Refusal } from '#platform/errors.ts';
import { wrongUse, type Command } from './command.ts';
import { withDatabase } from './with-database.ts';

/** As the key of any unit, but a letter first: it is the key of the agency as well. */
const KEY = /^[a-z][a-z0-9-]{1,59}$/;
const USE = 'agency create KEY --name "Ayuntamiento de Atlacomulco" [--short Atlacomulco]';

export const agencyCommand: Command = {
  name: 'agency',
  takes: 'create KEY',
  summary: 'Takes in a public body that is no part of this program, with the unit at its head.',
  details:
    `  ${USE}\n\n` +
    'KEY is also the key of the unit at its head, for --unit of other commands: lower-case letters, digits and dashes. Its\n' +
    'accounts (ventanilla user create), texts, prices, caps and alarms are its own; carriers are shared. Address, telephone and\n' +
    'the rest are written on the page Unidades. docs/guides/agency-notices.md goes on from here.',
  options: {
    name: { type: 'string', value: 'NAME', about: 'name of the agency' },
    short: { type: 'string', value: 'NAME', about: 'short name, for narrow places; the name unless given' },
  },
  run: ({ config, positionals: [verb, slug], values: { name, short = name } }) => {
    const given = verb === 'create' && typeof name === 'string' && typeof short === 'string' && name.trim() !== '';
    if (!given) return Promise.resolve(wrongUse('Say "create", the key and --name.', USE));
    if (!slug || !KEY.test(slug)) {
      return Promise.resolve(wrongUse('The key takes lower-case letters, digits and dashes, a letter first.', USE));
    }
    return withDatabase(config, async ({ ctx }) => {
      try {
        await createAgency(ctx, { slug, name: name.trim(), shortName: short.trim() });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        process.stderr.write(`${error.kind.message('en', error.data)}\n`);
        return 1;
      }
      process.stdout.write(`${slug} is there: make its accounts with "user create … --unit ${slug}".\n`);
      return 0;
    });
  },
};
