import type { Context } from '../context';
import { allowedAppOrigin, DotdigitalError } from '../dotdigital';
import { AppError, invalidFields } from '../errors';
import { discoverAccount, mustBePutRight, type DiscoveredAccount } from './discover-account';
import { isNameTaken } from './internal';

type Settings = { name: string; oauthDomain: string | null; defaultOwnerId: string | null };

/** What a form's values must hold beyond their shape; every error stands at its field. Returns the OAuth domain as it is stored. */
export async function checkSettings(
  ctx: Context,
  input: Settings,
  exceptId: bigint | null,
): Promise<{ oauthDomain: string | null }> {
  const fieldErrors: Record<string, string> = {};
  if (await isNameTaken(ctx, input.name, exceptId))
    fieldErrors.name = 'Another integration has this name. Choose another one.';
  if (input.defaultOwnerId !== null) {
    const owner = await ctx.db.prisma.user.count({
      where: { id: BigInt(input.defaultOwnerId), disabledAt: null },
    });
    if (owner === 0)
      fieldErrors.defaultOwnerId = 'This person has no account any more. Choose another owner.';
  }
  let oauthDomain: string | null = null;
  try {
    if (input.oauthDomain !== null)
      oauthDomain = allowedAppOrigin(input.oauthDomain, ctx.config.dotdigitalAllowedHosts).origin;
  } catch (error) {
    if (!(error instanceof DotdigitalError)) throw error;
    fieldErrors.oauthDomain =
      'Not a Dotdigital address. One like https://r1-app.dotdigital.com fits; your own domain must be named in DOTDIGITAL_ALLOWED_HOSTS first.';
  }
  if (Object.keys(fieldErrors).length > 0) throw invalidFields(fieldErrors);
  return { oauthDomain };
}

export type Discovery =
  | { found: DiscoveredAccount; problem: null }
  | { found: null; problem: DotdigitalError };

/**
 * The account behind the credentials. What somebody has to put right is refused; what passes by itself
 * (a dead line, a busy service) is no reason not to save: the first import looks again.
 */
export async function discoverForSave(
  ctx: Context,
  credentials: { username: string; password: string },
): Promise<Discovery> {
  try {
    return {
      found: await discoverAccount(ctx.config, credentials, { timeoutMs: 20_000, retry: { retries: 1 } }),
      problem: null,
    };
  } catch (error) {
    if (!(error instanceof DotdigitalError)) throw error;
    if (!mustBePutRight(error)) return { found: null, problem: error };
    throw new AppError('invalid_input', error.message, {
      userMessage: error.userMessage,
      fieldErrors:
        error.kind === 'credentials'
          ? { password: 'Dotdigital refused this username or password.' }
          : undefined,
      cause: error,
    });
  }
}

/** The health columns after a save. */
export const healthAfterSave = (ctx: Context, { problem }: Discovery) =>
  problem
    ? { healthCode: problem.kind, healthMessage: problem.userMessage, failingSince: ctx.now() }
    : { healthCode: null, healthMessage: null, failingSince: null };
