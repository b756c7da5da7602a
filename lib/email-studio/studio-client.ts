import type { Context } from '../context';
import { DotdigitalError, oauthHosts, type OauthHosts } from '../dotdigital';
import { AppError } from '../errors';
import { readOauthClient } from '../integrations';
import type { StudioProblem } from './schemas';

export type StudioClient = {
  integrationId: bigint;
  clientId: string;
  clientSecret: string;
  hosts: OauthHosts;
};

/** What single sign-on of an integration needs, or what is missing. Throws `not_found`. */
export async function readStudioClient(
  ctx: Context,
  integrationId: bigint,
): Promise<{ client: StudioClient; problem: null } | { client: null; problem: StudioProblem }> {
  const found = await readOauthClient(ctx, integrationId);
  if (!found.active) return { client: null, problem: 'inactive' };
  if (found.clientId === null) return { client: null, problem: 'no-client' };
  try {
    const clientSecret = await found.readSecret();
    if (clientSecret === null) return { client: null, problem: 'no-secret' };
    const hosts = oauthHosts(found.account, {
      dotdigitalUrl: ctx.config.dotdigitalUrl,
      allowedHosts: ctx.config.dotdigitalAllowedHosts,
    });
    return { client: { integrationId, clientId: found.clientId, clientSecret, hosts }, problem: null };
  } catch (error) {
    return { client: null, problem: problemOf(error) };
  }
}

/** Errors that this room has words for; any other goes on. */
export function problemOf(error: unknown): StudioProblem {
  if (error instanceof DotdigitalError) return error.kind === 'host_not_allowed' ? 'host' : 'unreachable';
  if (error instanceof AppError && error.code === 'unavailable') return 'key';
  throw error;
}
