import { actorUserId } from '../actor';
import { recordAudit, type Context } from '../context';
import { authoriseUrl, OauthRefused, requestTokens } from '../dotdigital';
import { AppError, notFound } from '../errors';
import { permit } from '../permissions';
import { openSecret, sealSecret } from '../secrets';
import { studioProblemWords, type StudioChoice, type StudioProblem, type StudioReturn } from './schemas';
import {
  challengeOf,
  hashOfState,
  newState,
  signInMinutes,
  tokenBinding,
  verifierBinding,
} from './sign-in-state';
import { problemOf, readStudioClient } from './studio-client';

/** Who signs in, and where Dotdigital sends them back to. */
type Session = { sessionId: string; callbackUrl: string };

/**
 * Begins a person's sign-in at Dotdigital: gives the address of its authorise page. The state in it is unguessable, counts
 * once, for ten minutes, and only in this session (reliability.md 33).
 */
export async function beginStudioSignIn(
  ctx: Context,
  { integrationId, sessionId, callbackUrl }: StudioChoice & Session,
): Promise<{ url: string }> {
  permit(ctx, 'studio.use');
  const { client, problem } = await readStudioClient(ctx, BigInt(integrationId));
  if (!client) throw problemError(problem);
  const userId = personOf(ctx);
  const [state, verifier] = [newState(), newState()];
  const stateHash = hashOfState(state);
  await ctx.db.prisma.$transaction([
    ctx.db.prisma.studioSignIn.deleteMany({ where: { createdAt: { lt: oldest(ctx) } } }),
    ctx.db.prisma.studioSignIn.create({
      data: {
        stateHash,
        sessionId,
        userId,
        integrationId: client.integrationId,
        ...sealSecret(ctx.config.keyring, verifierBinding(stateHash), verifier),
        createdAt: ctx.now(),
      },
    }),
  ]);
  return {
    url: authoriseUrl(client.hosts, {
      clientId: client.clientId,
      redirectUri: callbackUrl,
      state,
      challenge: challengeOf(verifier),
    }),
  };
}

export type StudioArrival = { integrationId: string | null; problem: StudioProblem | null };

/**
 * Ends it with what Dotdigital sent back. The state is used up before anything else, whatever comes of it; a code goes out
 * once. What went wrong is told by name, never by Dotdigital's text in an address.
 */
export async function finishStudioSignIn(
  ctx: Context,
  { state, code, error, sessionId, callbackUrl }: StudioReturn & Session,
): Promise<StudioArrival> {
  permit(ctx, 'studio.use');
  const begun = await takeSignIn(ctx, state);
  if (!begun || begun.sessionId !== sessionId || begun.userId !== personOf(ctx))
    return { integrationId: null, problem: 'stale' };
  const integrationId = String(begun.integrationId);
  if (error !== '' || code === '')
    return { integrationId, problem: error === 'invalid_client' ? 'client' : 'refused' };
  const { client, problem } = await readStudioClient(ctx, begun.integrationId);
  if (!client) return { integrationId, problem };
  try {
    const verifier = openSecret(ctx.config.keyring, verifierBinding(begun.stateHash), {
      keyId: begun.keyId,
      ciphertext: new Uint8Array(begun.ciphertext),
    });
    const { clientId, clientSecret } = client;
    const { refreshToken } = await requestTokens(client.hosts, {
      clientId,
      clientSecret,
      code,
      verifier,
      redirectUri: callbackUrl,
    });
    if (refreshToken === null) return { integrationId, problem: 'code' };
    await storeAccess(ctx, begun.integrationId, refreshToken);
    return { integrationId, problem: null };
  } catch (failure) {
    if (failure instanceof OauthRefused) {
      ctx.log.info({ code: failure.code, description: failure.message }, 'Dotdigital refused a sign-in');
      return { integrationId, problem: failure.code === 'invalid_client' ? 'client' : 'code' };
    }
    const known = problemOf(failure);
    ctx.log.warn({ err: failure }, 'a sign-in at Dotdigital could not be finished');
    return { integrationId, problem: known };
  }
}

/** Used once: whoever comes second with the same state finds nothing. */
async function takeSignIn(ctx: Context, state: string) {
  const [row] = await ctx.db.prisma.$transaction(async (tx) => {
    const stateHash = hashOfState(state);
    const found = await tx.studioSignIn.findMany({ where: { stateHash, createdAt: { gte: oldest(ctx) } } });
    const { count } = await tx.studioSignIn.deleteMany({ where: { stateHash } });
    return count === 1 ? found : [];
  });
  return row ?? null;
}

async function storeAccess(ctx: Context, integrationId: bigint, refreshToken: string): Promise<void> {
  const userId = personOf(ctx);
  const connected = {
    ...sealSecret(ctx.config.keyring, tokenBinding(userId, integrationId), refreshToken),
    connectedAt: ctx.now(),
    revokedAt: null,
    chosenAt: ctx.now(),
  };
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.studioAccess.upsert({
      where: { userId_integrationId: { userId, integrationId } },
      create: { userId, integrationId, ...connected },
      update: connected,
    });
    await recordAudit(ctx, tx, {
      action: 'email-studio.connect',
      subjectType: 'integration',
      subjectId: integrationId,
    });
  });
}

/** Forgets the person's sign-in here. Dotdigital's own list of allowed programs is not touched: it has no call for that. */
export async function disconnectStudio(ctx: Context, { integrationId }: StudioChoice): Promise<void> {
  permit(ctx, 'studio.use');
  const where = { userId: personOf(ctx), integrationId: BigInt(integrationId), ciphertext: { not: null } };
  await ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.studioAccess.updateMany({
      where,
      data: { keyId: null, ciphertext: null, connectedAt: null, revokedAt: null },
    });
    if (count === 0) return;
    await recordAudit(ctx, tx, {
      action: 'email-studio.disconnect',
      subjectType: 'integration',
      subjectId: integrationId,
    });
  });
}

/** Remembers which integration this person's Email Studio opens. */
export async function chooseStudio(ctx: Context, { integrationId }: StudioChoice): Promise<void> {
  permit(ctx, 'studio.use');
  const key = { userId: personOf(ctx), integrationId: BigInt(integrationId) };
  const live = await ctx.db.prisma.integration.count({ where: { id: key.integrationId, deletedAt: null } });
  if (live === 0) throw notFound('integration');
  await ctx.db.prisma.studioAccess.upsert({
    where: { userId_integrationId: key },
    create: { ...key, chosenAt: ctx.now() },
    update: { chosenAt: ctx.now() },
  });
}

const oldest = (ctx: Context): Date => new Date(ctx.now().getTime() - signInMinutes * 60_000);

export function personOf(ctx: Context): bigint {
  const userId = actorUserId(ctx.actor);
  if (userId !== null) return userId;
  throw new AppError('forbidden', 'only a person has an Email Studio');
}

export function problemError(problem: StudioProblem): AppError {
  const { title, what } = studioProblemWords[problem];
  return new AppError('conflict', `email studio: ${problem}`, { userMessage: `${title} ${what}` });
}
