import { findAccountByLogin, createAccount, disableAccount, enableAccount } from '#modules/staff/index.ts';
import { endAllSessions, inviteAgain, resetSecondFactor, type Invitation } from '#modules/staff/index.ts';
import { fillPost, listUnits } from '#modules/agencies/index.ts';
import { Refusal } from '#platform/errors.ts';
import type { Ctx } from '#platform/context.ts';
import { wrongUse, type Command, type CommandInput } from './command.ts';
import { namedUnit } from './named-unit.ts';
import { withDatabase } from './with-database.ts';

const DETAILS = `  user create LOGIN --name "María Pérez" --title Registradora --unit oficina-tol --role registrar [--role …]
  user post LOGIN --title "Administradora de avisos" --unit imevis/direccion-general --role notice_administrator [--role …]
                            one more post, also in another agency: the person works in one of them at a time
  user invite LOGIN         a new link, when the first one was not used or the password is forgotten
  user disable LOGIN        out everywhere at once
  user enable LOGIN
  user end-sessions LOGIN   out everywhere, and may sign in again
  user reset-factor LOGIN   registers a new second factor at the next log-in (a lost telephone)

"create" and "invite" print a link by which the person sets the password: nobody else ever knows it. Whoever opens the
link first has the account, so hand it over as you hand over a key. It is valid for four days and works once.`;

/** What is done to an existing account, and what is said afterwards. */
const ACTS: Readonly<
  Record<string, (ctx: Ctx, accountId: string, login: string, input: CommandInput) => Promise<string>>
> = {
  post: async (ctx, holderId, login, input) => {
    const { unit, title, roles } = await postIn(ctx, input);
    await fillPost(ctx, { unitId: unit.id, title, roles, holderId });
    return `${login} has the post ${title} in ${unit.agency}/${unit.slug}.`;
  },
  invite: async (ctx, id, login) => linkOf(ctx, login, await inviteAgain(ctx, id)),
  disable: async (ctx, id, login) => {
    await disableAccount(ctx, id);
    return `${login} is out everywhere.`;
  },
  enable: async (ctx, id, login) => {
    await enableAccount(ctx, id);
    return `${login} can sign in again.`;
  },
  'end-sessions': async (ctx, id, login) => `${await endAllSessions(ctx, id)} sessions of ${login} were ended.`,
  'reset-factor': async (ctx, id, login) => {
    await resetSecondFactor(ctx, id);
    return `${login} registers a new second factor at the next log-in.`;
  },
};

/** Accounts of public servants, for the administrator at the terminal. The same commands as on the screen. */
export const userCommand: Command = {
  name: 'user',
  takes: 'create|post|invite|disable|enable|end-sessions|reset-factor LOGIN',
  summary: 'Creates, invites, disables or helps accounts of public servants.',
  details: DETAILS,
  options: {
    name: { type: 'string', value: 'NAME', about: 'name and surnames of the person' },
    title: { type: 'string', value: 'TITLE', about: 'title of the post' },
    unit: { type: 'string', value: 'UNIT', about: 'unit of the post, e.g. ifrem/direccion-general' },
    role: { type: 'string', multiple: true, value: 'ROLE', about: 'what the post may do; may be given several times' },
  },
  async run(input) {
    const [verb = '', login] = input.positionals;
    const act = ACTS[verb];
    if (!login) return wrongUse('Say what to do with which account.', DETAILS);
    if (verb !== 'create' && !act) return wrongUse(`"${verb}" is nothing that can be done to an account.`, DETAILS);
    return withDatabase(input.config, async ({ ctx }) => {
      try {
        if (!act) return await create(ctx, input, login);
        const account = await findAccountByLogin(ctx, login);
        if (!account) return wrongUse(`There is no account "${login}".`);
        process.stdout.write(`${await act(ctx, account.id, login, input)}\n`);
        return 0;
      } catch (error) {
        if (error instanceof WrongPost) return wrongUse(error.message, DETAILS);
        if (!(error instanceof Refusal)) throw error;
        return wrongUse(error.kind.message('en', error.data));
      }
    });
  },
};

async function create(ctx: Ctx, input: CommandInput, login: string): Promise<number> {
  const { name } = input.values;
  const { unit, title, roles } = await postIn(ctx, input, typeof name === 'string' ? [] : ['--name']);
  const { invitation } = await createAccount(ctx, { login, name: String(name), title, unitId: unit.id, roles });
  process.stdout.write(`${linkOf(ctx, login, invitation)}\n`);
  return 0;
}

class WrongPost extends Error {}

/** The post that the options describe. `missing`: options that were looked for before, to be told in the same breath. */
async function postIn(ctx: Ctx, { values }: CommandInput, missing: readonly string[] = []) {
  const { title, unit, role: roles = [] } = values as { title?: string; unit?: string; role?: string[] };
  const options = Object.entries({ '--title': title, '--unit': unit, '--role': roles[0] });
  const absent = [...missing, ...options.flatMap(([option, value]) => (value ? [] : [option]))];
  if (!title || !unit || absent.length > 0) throw new WrongPost(`Missing: ${absent.join(', ')}`);
  const known = ctx.access.roles.roles();
  const unknown = roles.filter((one) => !known.includes(one));
  if (unknown.length > 0) throw new WrongPost(`There is no role ${unknown.join(', ')}. Roles: ${known.join(', ')}.`);
  const { unit: place, problem } = namedUnit(await listUnits(ctx.db), unit);
  if (!place) throw new WrongPost(problem);
  return { unit: place, title, roles };
}

function linkOf(ctx: Ctx, login: string, { path, expiresAt }: Invitation): string {
  return `${login} sets the password at ${ctx.publicUrl}${path} (valid until ${expiresAt.toString({ smallestUnit: 'minute' })}).`;
}
