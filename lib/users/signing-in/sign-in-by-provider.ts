import { recordAudit, type Context, type ProviderConfig } from '../../context';
import type { Tx } from '../../db';
import { AppError } from '../../errors';
import { keepAnAdmin } from '../keep-an-admin';
import { nameFrom } from '../name-from';
import type { RoleName } from '../schemas';
import { openSession, type SignedIn, type SignInPlace } from './open-session';
import { addressOf, ProviderClaims, roleOf } from './provider-claims';

/** Why somebody whom the provider knows doesn't come in: codes that the sign-in page has words for. */
export type ProviderRefusal = 'NoAddress' | 'NoRole' | 'OtherPerson' | 'Deactivated';

/**
 * Lets in whom the provider vouches for. Known by its own name for them, at first by an address that it has checked; whoever is unknown is
 * made, where a group or the environment gives them a role. Groups, where they give roles, give them anew at each sign-in. Of two who come
 * for the first time at once both are the one person.
 */
export async function signInByProvider(
  ctx: Context,
  told: unknown,
  place: SignInPlace,
): Promise<SignedIn | ProviderRefusal> {
  const { provider } = ctx.config;
  if (!provider) throw new Error('no provider is configured');
  const claims = ProviderClaims.parse(told);
  const answer = await ctx.db.prisma.$transaction(async (tx): Promise<SignedIn | ProviderRefusal> => {
    const person = await findOrMake(ctx, tx, provider, claims);
    if (typeof person === 'string') return person;
    if (person.disabledAt) return 'Deactivated';
    const role = roleOf(claims, provider);
    if (role === null) return 'NoRole';
    if (role !== undefined && role !== person.role) await giveRole(ctx, tx, person, role);
    return openSession(ctx, tx, person, place, {
      detail: { by: provider.name },
      byProvider: true,
      provedAt: provedAt(claims, ctx.now()),
    });
  });
  if (typeof answer === 'string')
    await recordAudit({ ...ctx, actor: { kind: 'system', name: 'sign-in' } }, ctx.db.prisma, {
      action: 'session.refuse',
      refused: true,
      subjectType: 'user',
      detail: { by: provider.name, because: answer },
    });
  return answer;
}

type Person = { id: bigint; name: string; email: string; role: RoleName; disabledAt: Date | null };

async function findOrMake(
  ctx: Context,
  tx: Tx,
  provider: ProviderConfig,
  claims: ProviderClaims,
): Promise<Person | ProviderRefusal> {
  const identity = { issuer: provider.issuer, subject: claims.sub };
  const known = await tx.providerIdentity.findUnique({
    where: { issuer_subject: identity },
    select: { user: true },
  });
  if (known) return known.user;
  const email = addressOf(claims, provider);
  if (email === null) return 'NoAddress';
  const made = await make(ctx, tx, email, provider, claims);
  const user = made ?? (await tx.user.findUnique({ where: { email } }));
  if (!user) return 'NoRole';
  // An address that was given to somebody else since opens nothing of whoever had it.
  const { count } = await tx.providerIdentity.createMany({
    data: [{ ...identity, userId: user.id, createdAt: ctx.now() }],
    skipDuplicates: true,
  });
  if (count === 1) return user;
  const now = await tx.providerIdentity.findUnique({ where: { issuer_subject: identity } });
  return now?.userId === user.id ? user : 'OtherPerson';
}

/** null: there is somebody with the address, or no role for anybody new. */
async function make(ctx: Context, tx: Tx, email: string, provider: ProviderConfig, claims: ProviderClaims) {
  const role = roleOf(claims, provider) ?? provider.defaultRole;
  if (role === null) return null;
  const [user] = await tx.user.createManyAndReturn({
    data: [{ email, name: claims.name ?? nameFrom(email), role }],
    skipDuplicates: true,
  });
  if (!user) return null;
  await recordAudit({ ...ctx, actor: { kind: 'system', name: 'sign-in' } }, tx, {
    action: 'user.create',
    subjectType: 'user',
    subjectId: user.id,
    detail: { role, by: provider.name },
  });
  return user;
}

/** The last admin stays one, whatever the groups say: somebody has to be able to mend them. */
async function giveRole(
  ctx: Context,
  tx: Tx,
  person: { id: bigint; role: RoleName },
  role: RoleName,
): Promise<void> {
  const isKept = role !== 'admin' && (await isLastAdmin(tx, person.id));
  if (isKept) return ctx.log.warn({ userId: String(person.id) }, 'the last admin keeps the role');
  await tx.user.update({ where: { id: person.id }, data: { role } });
  await recordAudit({ ...ctx, actor: { kind: 'system', name: 'sign-in' } }, tx, {
    action: 'user.change-role',
    subjectType: 'user',
    subjectId: person.id,
    detail: { before: person.role, after: role, by: ctx.config.provider?.name ?? null },
  });
  person.role = role;
}

async function isLastAdmin(tx: Tx, userId: bigint): Promise<boolean> {
  try {
    await keepAnAdmin(tx, userId);
    return false;
  } catch (error) {
    if (error instanceof AppError) return true;
    throw error;
  }
}

/** A provider lets people in whom it asked hours ago; where it doesn't say when, it wasn't now. */
function provedAt({ auth_time: seconds = 0 }: ProviderClaims, now: Date): Date {
  return new Date(Math.min(seconds * 1_000, now.getTime()));
}
