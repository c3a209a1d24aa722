import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { transact, type Ctx } from '#platform/context.ts';
import { brokenConstraint } from '#platform/db/db.ts';
import { Refusal } from '#platform/errors.ts';
import { requireStepUp } from '#platform/permissions/permissions.ts';
import { attemptFactor } from '../attempts.ts';
import { actingStaff } from '../authority.ts';
import { auditAccount } from '../audit.ts';
import { staffRefusals } from '../errors.ts';
import { findAccount } from '../store/accounts.ts';
import { getFactors, lockFactors } from '../store/factors.ts';
import {
  deletePasskey,
  findPasskey,
  insertPasskey,
  keepChallenge,
  listPasskeys,
  takeChallenge,
  usePasskey,
  type Challenge,
  type Passkey,
} from '../store/passkeys.ts';
import { insertSession } from '../store/sessions.ts';
import { requireFactorBefore, secondFactorShown } from './second-factor.ts';

/**
 * Ed25519, ECDSA with P-256 and RSA (COSE numbers): what every authenticator offers one of. Named, because the library
 * otherwise asks the runtime for more by an experimental call that warns on the terminal.
 */
const ALGORITHMS = [-8, -7, -257];
/** How long a person may look for the key. */
const CHALLENGE_MINUTES = 5;

/** Loaded at the first passkey: with its certificates and ASN.1 it is one of the largest things in memory. */
const webAuthn = () => import('@simplewebauthn/server');

/** Whom authenticators know us as: the host of the public address, so a copy of the page elsewhere gets no signature. */
function relyingParty(ctx: Ctx): { id: string; origin: string } {
  const { hostname, origin } = new URL(ctx.publicUrl);
  return { id: hostname, origin };
}

async function remember(ctx: Ctx, challenge: Challenge): Promise<void> {
  await keepChallenge(ctx, challenge, ctx.clock.now().add({ minutes: CHALLENGE_MINUTES }));
}

/** What the browser needs to make a passkey for the actor's account. */
export async function offerPasskey(ctx: Ctx, sessionId: string): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { staffId, name } = actingStaff(ctx);
  const factors = await getFactors(ctx, staffId);
  requireFactorBefore(ctx, factors);
  const options = await (
    await webAuthn()
  ).generateRegistrationOptions({
    rpName: 'Ventanilla',
    rpID: relyingParty(ctx).id,
    userName: factors.login,
    userDisplayName: name,
    userID: new Uint8Array(Buffer.from(staffId)),
    excludeCredentials: (await listPasskeys(ctx, staffId)).map(descriptor),
    supportedAlgorithmIDs: ALGORITHMS,
    // It alone opens a session, so the device must know its person (PIN, finger, face) and keep the name.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await remember(ctx, { challenge: options.challenge, purpose: 'register', sessionId });
  return options;
}

/** Keeps the passkey that the browser made. `response` is what its `toJSON()` gave. */
export async function registerPasskey(
  ctx: Ctx,
  input: { response: unknown; name: string; sessionId: string },
): Promise<{ cookie: string }> {
  const { staffId, agencyId } = actingStaff(ctx);
  requireFactorBefore(ctx, await getFactors(ctx, staffId));
  const { id, origin } = relyingParty(ctx);
  const { sessionId } = input;
  const made = await orWrong(async () =>
    (await webAuthn()).verifyRegistrationResponse({
      response: input.response as RegistrationResponseJSON,
      expectedChallenge: (challenge) => takeChallenge(ctx, { challenge, purpose: 'register', sessionId }),
      expectedOrigin: origin,
      expectedRPID: id,
      supportedAlgorithmIDs: ALGORITHMS,
    }),
  );
  if (!made.verified) throw new Refusal(staffRefusals.wrongPasskey);
  const { credential } = made.registrationInfo;
  try {
    return await transact(ctx, async (tx) => {
      await insertPasskey(tx, {
        agencyId,
        accountId: staffId,
        credentialId: credential.id,
        publicKey: Buffer.from(credential.publicKey).toString('base64url'),
        counter: credential.counter,
        transports: credential.transports ?? [],
        name: input.name,
      });
      await auditAccount(tx, 'enrol-factor', { id: staffId, agencyId }, { kind: 'passkey' });
      return secondFactorShown(tx, sessionId, 'passkey');
    });
  } catch (error) {
    if (brokenConstraint(error) === 'passkeys_credential_id_key') throw new Refusal(staffRefusals.factorKnown);
    throw error;
  }
}

/** What the browser needs to use a passkey: one of the account's in a session, any of this site at the log-in. */
export async function askForPasskey(
  ctx: Ctx,
  sessionId: string | undefined,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const known = ctx.actor.kind === 'staff' && sessionId ? await listPasskeys(ctx, ctx.actor.staffId) : undefined;
  const options = await (
    await webAuthn()
  ).generateAuthenticationOptions({
    rpID: relyingParty(ctx).id,
    userVerification: 'required',
    ...(known ? { allowCredentials: known.map(descriptor) } : {}),
  });
  await remember(ctx, { challenge: options.challenge, purpose: 'check', sessionId: sessionId ?? null });
  return options;
}

/** A passkey alone opens a whole session: the device is one factor, and what it asked its person is the other. */
export async function logInWithPasskey(
  ctx: Ctx,
  input: { response: unknown; device: string },
): Promise<{ cookie: string }> {
  const { passkey, counter } = await verified(ctx, input.response, null);
  const account = await findAccount(ctx, passkey.accountId);
  if (!account || account.disabledAt) throw new Refusal(staffRefusals.wrongPasskey);
  return transact(ctx, async (tx) => {
    if (!(await usePasskey(tx, passkey.id, counter))) throw new Refusal(staffRefusals.wrongPasskey);
    const cookie = await insertSession(tx, account, { secondFactor: true, device: input.device });
    await auditAccount(tx, 'log-in', account, { by: 'passkey' });
    return { cookie };
  });
}

/** Shows a passkey as second factor of the session. */
export function confirmPasskey(ctx: Ctx, response: unknown, sessionId: string): Promise<{ cookie: string }> {
  const { staffId } = actingStaff(ctx);
  return attemptFactor(ctx, staffId, async () => {
    const { passkey, counter } = await verified(ctx, response, sessionId);
    if (passkey.accountId !== staffId) throw new Refusal(staffRefusals.wrongPasskey);
    return transact(ctx, async (tx) => {
      if (!(await usePasskey(tx, passkey.id, counter))) throw new Refusal(staffRefusals.wrongPasskey);
      return secondFactorShown(tx, sessionId, 'passkey');
    });
  });
}

/** Forgets a passkey of the actor's account, if another second factor stays. */
export async function dropPasskey(ctx: Ctx, passkeyId: string): Promise<void> {
  const { staffId, agencyId } = actingStaff(ctx);
  requireStepUp(ctx);
  await transact(ctx, async (tx) => {
    const factors = await lockFactors(tx, staffId);
    if (factors.sealed === null && factors.passkeys < 2) throw new Refusal(staffRefusals.lastFactor);
    if (await deletePasskey(tx, staffId, passkeyId))
      await auditAccount(tx, 'drop-factor', { id: staffId, agencyId }, { kind: 'passkey' });
  });
}

async function verified(
  ctx: Ctx,
  response: unknown,
  sessionId: string | null,
): Promise<{ passkey: Passkey; counter: number }> {
  const credentialId = (response as { id?: unknown } | null)?.id;
  const passkey = typeof credentialId === 'string' ? await findPasskey(ctx, credentialId) : undefined;
  if (!passkey) throw new Refusal(staffRefusals.wrongPasskey);
  const { id, origin } = relyingParty(ctx);
  const shown = await orWrong(async () =>
    (await webAuthn()).verifyAuthenticationResponse({
      response: response as AuthenticationResponseJSON,
      expectedChallenge: (challenge) => takeChallenge(ctx, { challenge, purpose: 'check', sessionId }),
      expectedOrigin: origin,
      expectedRPID: id,
      credential: {
        id: passkey.credentialId,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
        counter: passkey.counter,
        transports: [...passkey.transports],
      },
    }),
  );
  if (!shown.verified) throw new Refusal(staffRefusals.wrongPasskey);
  return { passkey, counter: shown.authenticationInfo.newCounter };
}

/** The library throws for whatever is not as it must be; to the person it is one thing. Outages stay outages. */
async function orWrong<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw error;
    throw new Refusal(staffRefusals.wrongPasskey);
  }
}

function descriptor({ credentialId, transports }: Passkey): { id: string; transports: string[] } {
  return { id: credentialId, transports: [...transports] };
}
