import { z } from 'zod';
import type { Role } from './actor';

/** What the environment says of the provider by which people sign in; null: they have passwords. */
export type OidcEnvironment = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  name: string;
  scope: string;
  groupsClaim: string;
  groupRoles: ReadonlyMap<string, Role>;
  defaultRole: Role | null;
  trustsAddresses: boolean;
  only: boolean;
};

export const oidcExpectations = {
  OIDC_ISSUER: 'an https address like https://login.example.com (http on this machine alone)',
  OIDC_CLIENT_ID: 'what the provider calls Dotbridge',
  OIDC_CLIENT_SECRET: 'the secret that goes with OIDC_CLIENT_ID',
  OIDC_NAME: 'how people know the provider, at most 40 characters',
  OIDC_SCOPE: 'scopes separated by blanks, openid among them',
  OIDC_GROUPS_CLAIM: 'the name of the claim that lists a person’s groups',
  OIDC_GROUP_ROLES: 'group=role pairs separated by commas, each role viewer, marketer or admin',
  OIDC_DEFAULT_ROLE: 'viewer, marketer or admin',
  OIDC_TRUST_EMAIL: 'on or off',
  OIDC_ONLY: 'on or off',
} as const;

type Name = keyof typeof oidcExpectations;

const role = z.enum(['viewer', 'marketer', 'admin']);
const ownMachine = ['localhost', '127.0.0.1', '[::1]'];

const issuer = z
  .string()
  .refine((text) => {
    if (!URL.canParse(text)) return false;
    const { protocol, hostname, username } = new URL(text);
    return (
      username === '' && (protocol === 'https:' || (protocol === 'http:' && ownMachine.includes(hostname)))
    );
  })
  .transform((text) => text.replace(/\/+$/, ''));

const groupRoles = z.string().transform((text, context): ReadonlyMap<string, Role> => {
  const pairs = text
    .split(',')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
    .map((pair): [string, string] => {
      const cut = pair.lastIndexOf('=');
      return [pair.slice(0, Math.max(cut, 0)).trim(), pair.slice(cut + 1).trim()];
    });
  const read = z.array(z.tuple([z.string().min(1), role])).safeParse(pairs);
  if (!read.success) {
    context.addIssue('wrong roles');
    return z.NEVER;
  }
  return new Map(read.data);
});

export const oidcShape = {
  OIDC_ISSUER: issuer.optional(),
  OIDC_CLIENT_ID: z.string().max(200).optional(),
  OIDC_CLIENT_SECRET: z.string().max(1_000).optional(),
  OIDC_NAME: z.string().trim().min(1).max(40).optional(),
  OIDC_SCOPE: z
    .string()
    .refine((text) => text.split(' ').includes('openid'))
    .default('openid profile email'),
  OIDC_GROUPS_CLAIM: z.string().default('groups'),
  OIDC_GROUP_ROLES: groupRoles.default(new Map()),
  OIDC_DEFAULT_ROLE: role.optional(),
  OIDC_TRUST_EMAIL: z.enum(['on', 'off']).default('off'),
  OIDC_ONLY: z.enum(['on', 'off']).default('off'),
} satisfies Record<Name, z.ZodType>;

type Read = z.output<z.ZodObject<typeof oidcShape>>;

/** What goes with what is set: half a provider lets nobody in, and without one there is nothing beside passwords. */
export function oidcNeeds(given: Record<string, unknown>): Name[] {
  const begun = 'OIDC_ISSUER' in given || 'OIDC_CLIENT_ID' in given || given.OIDC_ONLY === 'on';
  return begun ? ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] : [];
}

export function oidcOf(read: Read): OidcEnvironment | null {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = read;
  if (OIDC_ISSUER === undefined || OIDC_CLIENT_ID === undefined || OIDC_CLIENT_SECRET === undefined)
    return null;
  return {
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    name: read.OIDC_NAME ?? new URL(OIDC_ISSUER).hostname,
    scope: read.OIDC_SCOPE,
    groupsClaim: read.OIDC_GROUPS_CLAIM,
    groupRoles: read.OIDC_GROUP_ROLES,
    defaultRole: read.OIDC_DEFAULT_ROLE ?? null,
    trustsAddresses: read.OIDC_TRUST_EMAIL === 'on',
    only: read.OIDC_ONLY === 'on',
  };
}
