import { createInterface } from 'node:readline/promises';
import { createAccount, disableAccount, passwordProblem, resetSecondFactor } from '#modules/staff/index.ts';
import { listUnits } from '#modules/agencies/index.ts';
import type { Command, CommandInput } from './command.ts';
import { withDatabase } from './with-database.ts';

const DETAILS = `  user create LOGIN --name "María Pérez" --title Registradora --unit oficina-tol --role registrar [--role …]
  user disable LOGIN
  user reset-factor LOGIN

The password is read from the terminal (or from the standard input), never from the command line, where others could see it.`;

/** Accounts of public servants, for the administrator at the terminal. */
export const userCommand: Command = {
  name: 'user',
  takes: 'create|disable|reset-factor LOGIN',
  summary: 'Creates, disables or helps accounts of public servants.',
  details: DETAILS,
  options: {
    name: { type: 'string' },
    title: { type: 'string' },
    unit: { type: 'string' },
    role: { type: 'string', multiple: true },
  },
  async run(input) {
    const [verb, login] = input.positionals;
    if (!login) return wrong(DETAILS);
    if (verb === 'create') return create(input, login);
    if (verb !== 'disable' && verb !== 'reset-factor') return wrong(DETAILS);
    return withDatabase(input.config, async ({ ctx }) => {
      const found = await (verb === 'disable' ? disableAccount(ctx, login) : resetSecondFactor(ctx, login));
      if (!found) return wrong(`There is no active account "${login}".`);
      process.stdout.write(
        verb === 'disable'
          ? `${login} is out everywhere.\n`
          : `${login} registers a new second factor at the next log-in.\n`,
      );
      return 0;
    });
  },
};

async function create({ config, values }: CommandInput, login: string): Promise<number> {
  const { name, title, unit, role } = values as { name?: string; title?: string; unit?: string; role?: string[] };
  if (!name || !title || !unit || !role?.length) return wrong(DETAILS);
  const password = await askPassword();
  const problem = passwordProblem(password);
  if (problem === 'short') return wrong('The password needs at least 12 characters. A phrase of four words is good.');
  if (problem === 'guessable')
    return wrong('That password is among the first that attackers try. Choose another phrase.');
  return withDatabase(config, async ({ ctx }) => {
    const unknown = role.filter((one) => !ctx.access.roles.roles().includes(one));
    if (unknown.length > 0)
      return wrong(`There is no role ${unknown.join(', ')}. Roles: ${ctx.access.roles.roles().join(', ')}.`);
    const units = await listUnits(ctx.db);
    const place = units.find((one) => one.slug === unit);
    if (!place)
      return wrong(
        `There is no unit "${unit}". Units: ${units.map((one) => one.slug).join(', ') || 'none yet (seed first)'}.`,
      );
    await createAccount(ctx, { login, name, title, password, unitId: place.id, agencyId: place.agencyId, roles: role });
    process.stdout.write(`${login} can sign in now and registers a second factor the first time.\n`);
    return 0;
  });
}

async function askPassword(): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question('Password: ');
  } finally {
    terminal.close();
  }
}

function wrong(message: string): number {
  process.stderr.write(`${message}\n`);
  return 2;
}
