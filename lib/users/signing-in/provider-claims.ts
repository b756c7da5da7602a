import { z } from 'zod';
import type { Role } from '../../actor';
import type { ProviderConfig } from '../../context';
import { plainText, requiredLine } from '../../text';
import { Email, roles } from '../schemas';

/** What a provider says of somebody, as far as it is used. Anything else it says is passed over. */
export const ProviderClaims = z.looseObject({
  sub: plainText.min(1).max(255),
  email: z.string().optional().catch(undefined),
  email_verified: z.union([z.boolean(), z.stringbool()]).optional().catch(undefined),
  name: requiredLine('a name', 120).optional().catch(undefined),
  /** When the person last showed the provider who they are, in seconds. */
  auth_time: z.number().optional().catch(undefined),
});
export type ProviderClaims = z.infer<typeof ProviderClaims>;

/** The address, where it can be trusted to be theirs. */
export function addressOf(claims: ProviderClaims, { trustsAddresses }: ProviderConfig): string | null {
  const email = Email.safeParse(claims.email);
  return email.success && (trustsAddresses || claims.email_verified === true) ? email.data : null;
}

/** What the groups make of somebody; undefined: groups say nothing here. null: no group of theirs lets them in. */
export function roleOf(claims: ProviderClaims, provider: ProviderConfig): Role | null | undefined {
  if (provider.groupRoles.size === 0) return undefined;
  const groups = z
    .union([z.array(z.unknown()), z.string().transform((one) => [one])])
    .catch([])
    .parse(claims[provider.groupsClaim]);
  const given = groups.flatMap((group) => provider.groupRoles.get(String(group)) ?? []);
  return roles.findLast((role) => given.includes(role)) ?? provider.defaultRole;
}
