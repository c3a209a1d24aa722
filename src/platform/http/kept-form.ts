import type { FastifyRequest } from 'fastify';
import { TOKEN_FIELD } from '#web/ui/form/form-state.ts';
import { accessRefusals } from '../permissions/permissions.ts';
import { isWritable, writable } from '../writable.ts';
import { httpRefusals } from './refusals.ts';
import { saysSameOrigin } from './same-site.ts';

/**
 * Before the first two can be sent the person has something to show; the others only have to be sent once more: `later`
 * after a while (too often for now, or a failure of ours), `otherAgency` if it is meant for the agency worked in now.
 */
export type KeptWhy = 'signIn' | 'stepUp' | 'again' | 'otherAgency' | 'cleaned' | 'later';

/**
 * A form that came when nobody was signed in any more, or somebody else, or the same person in another agency, or after the
 * second factor had run out, or with signs that no text holds (then without them), or too often, or when something of ours failed: what was typed goes back to
 * the person, to be sent again. It stays in their page and nowhere else; keeping it here would be one more place with
 * personal data.
 */
export interface KeptForm {
  readonly action: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly why: KeptWhy;
}

/** What the token of a kept form is bound to: no session, for the next one is not known yet (see `saysSameOrigin`). */
export const KEPT = 'kept';

/** Secrets never come back with a page. */
const SECRETS = new Set(['password', 'current', 'repeated', 'code', 'codigo', 'response']);

const BETTER_BEGUN_ANEW: ReadonlySet<KeptWhy> = new Set(['stepUp', 'otherAgency', 'later']);

const REASONS: ReadonlyMap<string, KeptWhy> = new Map([
  [accessRefusals.signInNeeded.code, 'signIn'],
  [accessRefusals.stepUpNeeded.code, 'stepUp'],
  [httpRefusals.formExpired.code, 'again'],
  [httpRefusals.otherAgency.code, 'otherAgency'],
  [httpRefusals.unwritable.code, 'cleaned'],
  [httpRefusals.tooMany.code, 'later'],
  [httpRefusals.noSpace.code, 'later'],
  ['http.unavailable', 'later'],
  ['http.failure', 'later'],
]);

/** The form to give back after a refusal of this code; undefined: there is none, or it must not come back. */
export function keptForm(request: FastifyRequest, code: string): KeptForm | undefined {
  const why = REASONS.get(code);
  if (why === undefined) return undefined;
  if (request.method !== 'POST' || !saysSameOrigin(request.headers) || request.isMultipart()) return undefined;
  const { body } = request;
  if (typeof body !== 'object' || body === null) return undefined;
  const fields = Object.entries(body)
    .filter(([name]) => name !== TOKEN_FIELD)
    .flatMap(([name, value]: [string, unknown]) => [value].flat().map((one) => [name, one] as const));
  const isText = (field: readonly [string, unknown]): field is readonly [string, string] =>
    typeof field[1] === 'string' && !SECRETS.has(field[0]);
  // Not names, nor the address: only a program makes those unwritable.
  if (!fields.every(isText) || !isWritable(request.url) || !fields.every(([name]) => isWritable(name)))
    return undefined;
  // A button alone, such as "sign as proposed": nothing was typed, and the page that it stood on is the better place.
  if (BETTER_BEGUN_ANEW.has(why) && fields.length === 0) return undefined;
  return { action: request.url, fields: fields.map(([name, value]) => [name, writable(value)] as const), why };
}
