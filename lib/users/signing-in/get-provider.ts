import type { Context } from '../../context';
import { permit } from '../../permissions';
import type { ProviderView } from '../schemas';

/** The company's own sign-in, without what is secret of it; null: there is none. */
export function getProvider(ctx: Context): Promise<ProviderView | null> {
  permit(ctx, 'users.read');
  const { provider } = ctx.config;
  if (!provider) return Promise.resolve(null);
  const { name, issuer, groupsClaim, defaultRole, only } = provider;
  const groupRoles = [...provider.groupRoles].map(([group, role]) => ({ group, role }));
  return Promise.resolve({ name, issuer, groupsClaim, groupRoles, defaultRole, only });
}
