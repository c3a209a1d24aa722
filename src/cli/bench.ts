import { BENCHES } from './bench/benches.ts';
import { wrongUse, type Command } from './command.ts';

/** `npm run bench -- NAME`: prints its figures and, as its last line, one JSON object. */
export const benchCommand: Command = {
  name: 'bench',
  takes: 'NAME',
  summary: `Measures this machine: ${Object.keys(BENCHES).join(', ')}.`,
  details: 'Everything runs in a scratch folder with its own database, which is removed at the end.',
  async run({ positionals: [name = ''] }) {
    const bench = BENCHES[name];
    if (!bench) {
      const problem = name ? `There is no bench "${name}".` : 'Say which bench.';
      return wrongUse(`${problem} Choose one of: ${Object.keys(BENCHES).join(', ')}.`);
    }
    const figures = await bench((line) => process.stdout.write(`${line}\n`));
    process.stdout.write(`${JSON.stringify({ bench: name, ...figures })}\n`);
    return 0;
  },
};
