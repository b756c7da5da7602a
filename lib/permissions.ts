import type { Actor, Role } from './actor';
import { AppError } from './errors';

/**
 * The one table role × verb. A verb of `lib/` names its line here on its first line (`permit`);
 * the role is the least that may do it. docs/permissions.md is printed from it.
 */
export const leastRole = {
  // crm
  'crm.read': 'marketer',
  'crm.write': 'marketer',
  'crm.import': 'marketer',
  'crm.fields': 'admin',
  'views.write': 'viewer',
  // marketing lists
  'lists.read': 'marketer',
  'lists.write': 'marketer',
  // integrations, address books, data fields
  'integrations.read': 'marketer',
  'integrations.write': 'admin',
  'integrations.sync': 'marketer',
  'settings.read': 'marketer',
  'settings.write': 'admin',
  'studio.use': 'marketer',
  'fields.read': 'marketer',
  'fields.write': 'admin',
  // connections and export
  'connections.read': 'marketer',
  'connections.write': 'marketer',
  'connections.sync': 'marketer',
  // runs and statistics
  'runs.read': 'marketer',
  'statistics.read': 'viewer',
  'campaigns.write': 'marketer',
  'campaigns.send': 'marketer',
  // automations
  'automations.read': 'marketer',
  'automations.write': 'marketer',
  // orders and carts at Dotdigital
  'insight.read': 'marketer',
  'insight.write': 'admin',
  // around
  'account.own': 'viewer',
  'factor.own': 'viewer',
  'alerts.own': 'marketer',
  'users.read': 'admin',
  'users.write': 'admin',
  'tokens.own': 'viewer',
  'tokens.all': 'admin',
  'audit.read': 'admin',
  'audit.write': 'admin',
  'privacy.read': 'admin',
  'privacy.export': 'admin',
  'privacy.write': 'admin',
  'keys.read': 'admin',
  'keys.write': 'admin',
} as const satisfies Record<string, Role>;

export type Permission = keyof typeof leastRole;

/** What viewers read as well where the installation shows them people: of a database that knows these only masked (decision 71). */
export const readMasked: ReadonlySet<Permission> = new Set([
  'crm.read',
  'lists.read',
  'connections.read',
  'runs.read',
]);

const rank: Record<Role, number> = { viewer: 0, marketer: 1, admin: 2 };

export function may(actor: Actor, permission: Permission): boolean {
  if (actor.kind === 'system') return true;
  if (actor.lacksSecondFactor && permission !== 'factor.own') return false;
  if (actor.seesPeople === 'masked' && readMasked.has(permission)) return true;
  return rank[actor.role] >= rank[leastRole[permission]];
}

/** First line of every verb. Throws `forbidden` when the actor's role is too low. */
export function permit(ctx: { actor: Actor }, permission: Permission): void {
  if (may(ctx.actor, permission)) return;
  throw ctx.actor.kind === 'person' && ctx.actor.lacksSecondFactor
    ? secondFactorMissing(permission)
    : forbidden(permission);
}

const secondFactorMissing = (permission: Permission): AppError =>
  new AppError('forbidden', 'a second factor is demanded', {
    permission,
    userMessage: 'Your role needs a second factor by now. Reload the page to set yours up, then try again.',
  });

export const forbidden = (permission: Permission): AppError =>
  new AppError('forbidden', `actor lacks ${permission}`, {
    permission,
    userMessage: `Your role may not do this. Ask an admin for the role ${leastRole[permission]}.`,
  });
