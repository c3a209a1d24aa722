import { isOneSlip } from '../domain/one-slip.ts';

/** The mailboxes that most people have here; a typed domain one slip away from one of them is worth a question. */
const USUAL_DOMAINS = [
  'gmail.com',
  'hotmail.com',
  'outlook.com',
  'yahoo.com',
  'yahoo.com.mx',
  'live.com',
  'live.com.mx',
  'icloud.com',
  'prodigy.net.mx',
  'edomex.gob.mx',
  'uaemex.mx',
];

/** Real ones that stand one slip away from a usual one. */
const NEAR_BY = ['ymail.com', 'mail.com', 'email.com', 'gmail.mx', 'yahoo.com.ar'];

/** One address, as far as that can be told before a letter was sent: a name, one at sign, a domain with a dot. */
const SHAPE = /^[^\s@<>()[\],;:"\\]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$/;

/** An address in lower case; undefined when it cannot be one. Only a code that comes back proves that it is. */
export function normaliseEmail(written: string): string | undefined {
  const email = written.trim().toLowerCase();
  return email.length <= 120 && SHAPE.test(email) && !email.includes('..') ? email : undefined;
}

/**
 * The address that was probably meant, when the domain is one slip away from a usual one: `rosa@gmial.com` gives
 * `rosa@gmail.com`. A question, never a correction: the domain as typed may exist. By hand, for `mailcheck` has had no
 * release since 2016 and guesses at top-level domains too.
 */
export function suggestEmail(email: string): string | undefined {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1).toLowerCase();
  if (at < 1 || [...USUAL_DOMAINS, ...NEAR_BY].includes(domain)) return undefined;
  const meant = USUAL_DOMAINS.find((usual) => isOneSlip(domain, usual));
  return meant && `${email.slice(0, at)}@${meant}`;
}

/** Names of the two things that a form with a mailbox field carries when it asks "did you mean". */
export const emailAskNames = (field: string) => ({ use: `${field}-usar`, seen: `${field}-visto` });

type Form = Readonly<Record<string, string | readonly string[]>>;

/**
 * What a form with a mailbox should ask once, before a notice leaves for somebody else's mailbox. `ask` is the address
 * that was probably meant; it is absent when nothing looks wrong, when the person pressed "use it" (then `form` holds it)
 * or when they sent the same address again, which says that it is right.
 */
export function askAboutEmail(form: Form, field: string): { readonly form: Form; readonly ask?: string } {
  const names = emailAskNames(field);
  const [use, seen, typed] = [form[names.use], form[names.seen], form[field]];
  if (typeof use === 'string' && use !== '') return { form: { ...form, [field]: use } };
  if (typeof typed !== 'string') return { form };
  const email = normaliseEmail(typed);
  const ask = email && email !== seen ? suggestEmail(email) : undefined;
  return ask ? { form, ask } : { form };
}
