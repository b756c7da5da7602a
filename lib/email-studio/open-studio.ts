import type { Context } from '../context';
import { applicationUrl, mayBeFramed, OauthRefused, requestTokens } from '../dotdigital';
import { permit } from '../permissions';
import { openSecret, sealSecret } from '../secrets';
import { personOf } from './connect-studio';
import type { StudioChoice, StudioProblem } from './schemas';
import { tokenBinding } from './sign-in-state';
import { problemOf, readStudioClient, type StudioClient } from './studio-client';

export type StudioOpening = { url: string; problem: null } | { url: null; problem: StudioProblem };

/**
 * The address of Dotdigital's application, signed in: with an access token of this one visit. It may only be the target of
 * a redirect. A refresh token that Dotdigital refuses is forgotten; a new one replaces the old.
 */
export async function openStudio(ctx: Context, { integrationId }: StudioChoice): Promise<StudioOpening> {
  permit(ctx, 'studio.use');
  const { client, problem } = await readStudioClient(ctx, BigInt(integrationId));
  if (!client) return { url: null, problem };
  const key = { userId: personOf(ctx), integrationId: client.integrationId };
  const access = await ctx.db.prisma.studioAccess.findUnique({ where: { userId_integrationId: key } });
  if (!access?.keyId || !access.ciphertext) return { url: null, problem: 'revoked' };
  const held = { keyId: access.keyId, ciphertext: new Uint8Array(access.ciphertext) };
  const binding = tokenBinding(key.userId, key.integrationId);
  try {
    const tokens = await requestTokens(client.hosts, {
      clientId: client.clientId,
      clientSecret: client.clientSecret,
      refreshToken: openSecret(ctx.config.keyring, binding, held),
    });
    const renewed =
      tokens.refreshToken === null ? {} : sealSecret(ctx.config.keyring, binding, tokens.refreshToken);
    await ctx.db.prisma.studioAccess.updateMany({
      where: { ...key, ciphertext: held.ciphertext },
      data: { ...renewed, chosenAt: ctx.now() },
    });
    return { url: applicationUrl(client.hosts, tokens.accessToken), problem: null };
  } catch (error) {
    if (!(error instanceof OauthRefused)) return { url: null, problem: problemOf(error) };
    if (error.code !== 'invalid_grant') return { url: null, problem: 'client' };
    // Another visit may have had it renewed meanwhile: only the refused one is forgotten.
    const { count } = await ctx.db.prisma.studioAccess.updateMany({
      where: { ...key, ciphertext: held.ciphertext },
      data: { keyId: null, ciphertext: null, connectedAt: null, revokedAt: ctx.now() },
    });
    return count === 0 ? openStudio(ctx, { integrationId }) : { url: null, problem: 'revoked' };
  }
}

/** Whether Dotdigital lets this page show it in a frame; null: it can't be reached. */
export async function readFrameRule(client: StudioClient, ownOrigin: string): Promise<boolean | null> {
  try {
    return await mayBeFramed(client.hosts, ownOrigin);
  } catch (error) {
    problemOf(error);
    return null;
  }
}
