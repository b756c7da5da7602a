import { z } from 'zod';
import type { Role } from '../actor';
import { idText, requiredLine } from '../text';

/** What a token may be given, with the words of the page. A token never does more than its person's role. */
export const scopeWords = {
  'records:read': 'Read contacts, leads and customers with their timeline',
  'records:write': 'Create, change and delete records, send orders, carts and events',
  'lists:read': 'Read marketing lists and their members',
  'lists:write': 'Create and change marketing lists, add and remove members',
  'integrations:read': 'Read integrations, address books, data fields and mappings',
  'integrations:write': 'Change integrations, data fields and mappings, start an import',
  'connections:read': 'Read connections, their previews and sync runs',
  'connections:write': 'Connect lists, synchronise, approve, pause and resume',
  'statistics:read': 'Read campaigns and their statistics',
  'campaigns:write': 'Draft, test and send campaigns',
  admin: 'Everything that the person may do, all of the above included',
} as const;

/** Whom a scope is of any use to: a token never does more than its person's role. */
export const scopeRole: Record<keyof typeof scopeWords, Role> = {
  'records:read': 'marketer',
  'records:write': 'marketer',
  'lists:read': 'marketer',
  'lists:write': 'marketer',
  'integrations:read': 'marketer',
  'integrations:write': 'marketer',
  'connections:read': 'marketer',
  'connections:write': 'marketer',
  'statistics:read': 'viewer',
  'campaigns:write': 'marketer',
  admin: 'viewer',
};

export type Scope = keyof typeof scopeWords;
export const scopes = Object.keys(scopeWords) as [Scope, ...Scope[]];
export const Scope = z.enum(scopes, { error: `A scope is one of ${scopes.join(', ')}.` });

export const longestExpiryDays = 3_650;

export const CreateApiToken = z.object({
  name: requiredLine('a name', 100),
  scopes: z
    .array(Scope)
    .min(1, { error: 'Choose at least one thing that the token may do.' })
    .max(50)
    .transform((given) => [...new Set(given)]),
  /** null: until it is revoked. */
  expiresInDays: z
    .int({ error: 'A whole number of days.' })
    .min(1, { error: 'At least one day.' })
    .max(longestExpiryDays, { error: `At most ${longestExpiryDays} days.` })
    .nullable()
    .default(null),
  /** Whose token it is; one's own where nobody is named. */
  userEmail: z.string().trim().toLowerCase().max(254).optional(),
});
export type CreateApiToken = z.output<typeof CreateApiToken>;

export const ApiTokenId = z.object({ id: idText });
export type ApiTokenId = z.output<typeof ApiTokenId>;

export const apiTokenStates = ['active', 'expired', 'revoked', 'person_disabled'] as const;
export type ApiTokenState = (typeof apiTokenStates)[number];

export type ApiTokenView = {
  id: string;
  name: string;
  /** Its first characters, by which a person recognises it. */
  prefix: string;
  scopes: string[];
  /** Whom it speaks for. */
  owner: { id: string; name: string; email: string };
  /** Who made it, as the audit log has it; null where that is the person itself. */
  madeBy: string | null;
  /** The reader's own. */
  mine: boolean;
  state: ApiTokenState;
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
  /** The network address of that use, where it is known. */
  lastUsedSource: string | null;
  /** How the program named itself then. */
  lastUsedProgram: string | null;
  revokedAt: string | null;
};

/** Whoever has a token that works no longer than this is told. */
export const remindedDays = 14;

export type ExpiringToken = { id: string; name: string; expiresAt: string };

/** `token` is told this once and never again. */
export type CreatedApiToken = {
  id: string;
  token: string;
  name: string;
  ownerEmail: string;
  scopes: Scope[];
};
