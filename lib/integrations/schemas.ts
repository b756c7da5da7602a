import { z } from 'zod';
import type { Channel } from '../channel';
import { idText, optionalLine, plainText, requiredLine } from '../text';

export * from './connectors';

const shortest = 8;
const Password = plainText.max(256, { error: 'At most 256 characters.' });
const isLongEnough = (text: string): boolean => text.length >= shortest;
const tooShort = { error: `At least ${shortest} characters.` };

/** What an unsubscribe from the whole account means here. One from an address book always means the lists that feed it. */
export const UnsubscribeMeans = z.enum(['lists', 'person']);
export type UnsubscribeMeans = z.infer<typeof UnsubscribeMeans>;

/** Who may be sent to the account at all, above every list. */
export const ConsentGate = z.enum(['everyone', 'consented']);
export type ConsentGate = z.infer<typeof ConsentGate>;

const settings = {
  /** One kind of service so far. */
  type: z.literal('dotdigital').default('dotdigital'),
  name: requiredLine('a name'),
  username: requiredLine('the API user’s name'),
  clientId: optionalLine(),
  /** Left empty it is kept; without a Client ID it goes. */
  clientSecret: plainText.max(1_000, { error: 'At most 1,000 characters.' }).default(''),
  oauthDomain: optionalLine(),
  /** Where Email Studio asks for the sign-in: the sources differ (dotdigital-api.md 11). */
  authorisePlace: z.enum(['application', 'sign-in']).default('application'),
  defaultOwnerId: z
    .union([z.literal('').transform(() => null), idText])
    .nullable()
    .default(null),
  unsubscribeMeans: UnsubscribeMeans.default('lists'),
  consentGate: ConsentGate.default('everyone'),
};

export type AuthorisePlace = z.infer<typeof settings.authorisePlace>;

export const CreateIntegration = z.object({ ...settings, password: Password.refine(isLongEnough, tooShort) });
export type CreateIntegration = z.output<typeof CreateIntegration>;

/** What the form of an existing integration holds. */
export const IntegrationSettings = z.object({
  ...settings,
  /** Left empty it is kept. */
  password: Password.refine((text) => text === '' || isLongEnough(text), tooShort),
});
export type IntegrationSettings = z.output<typeof IntegrationSettings>;
export type IntegrationFormValues = z.input<typeof IntegrationSettings>;

export const UpdateIntegration = IntegrationSettings.extend({ id: idText, version: z.int().positive() });
export type UpdateIntegration = z.output<typeof UpdateIntegration>;

export const CheckConnection = z.object({
  /** With it, an empty password means the stored one. */
  integrationId: idText.nullable().default(null),
  username: requiredLine('the API user’s name'),
  password: Password.refine((text) => text === '' || isLongEnough(text), tooShort).default(''),
});
export type CheckConnection = z.output<typeof CheckConnection>;

export type CheckFailure =
  | 'credentials'
  | 'region'
  | 'host_not_allowed'
  | 'timeout'
  | 'unreachable'
  | 'rate_limited'
  | 'invalid_answer'
  | 'server'
  | 'refused';

export type ConnectionCheck =
  | {
      ok: true;
      accountName: string;
      /** r1, r2 …; null where the host doesn't say. */
      region: string | null;
      emailCredits: number | null;
      apiCallsLeft: number | null;
      /** The hour's allowance, where the account says. */
      apiCallLimit: number | null;
      /** Without "All Contacts" and "Test". */
      addressBookCount: number;
      /** Takes contacts by v3; null: it could not be asked. */
      offersContactImport: boolean | null;
    }
  | { ok: false; reason: CheckFailure; message: string };

export const IntegrationId = z.object({ id: idText });
export type IntegrationId = z.output<typeof IntegrationId>;

export const SetIntegrationActive = z.object({ id: idText, active: z.boolean() });
export type SetIntegrationActive = z.output<typeof SetIntegrationActive>;

export const DeleteIntegration = z.object({ id: idText, name: plainText.max(255) });
export type DeleteIntegration = z.output<typeof DeleteIntegration>;

export const integrationStates = ['ok', 'starting', 'failing', 'inactive'] as const;
export type IntegrationState = (typeof integrationStates)[number];

export const integrationStateWords: Record<IntegrationState, string> = {
  ok: 'Active',
  starting: 'Starting',
  failing: 'Needs attention',
  inactive: 'Deactivated',
};

export type IntegrationRow = {
  id: string;
  name: string;
  type: 'Dotdigital';
  accountName: string | null;
  state: IntegrationState;
  healthMessage: string | null;
  lastImportAt: string | null;
  ownerName: string | null;
  holds: IntegrationHoldings;
};

/** What would go with it. */
export type IntegrationHoldings = {
  connections: number;
  addressBooks: number;
  emailCampaigns: number;
  contacts: number;
};

export type IntegrationOption = { id: string; name: string };

export type IntegrationView = {
  id: string;
  name: string;
  type: 'Dotdigital';
  username: string;
  /** Secrets themselves never leave the server. */
  passwordSet: boolean;
  clientId: string | null;
  clientSecretSet: boolean;
  oauthDomain: string | null;
  authorisePlace: AuthorisePlace;
  defaultOwner: { id: string; name: string } | null;
  unsubscribeMeans: UnsubscribeMeans;
  consentGate: ConsentGate;
  /** Since when it has meant that; what was said before is left as it is. null: always. */
  unsubscribeMeansSince: string | null;
  active: boolean;
  state: IntegrationState;
  health: { code: string; message: string; failingSince: string | null } | null;
  apiEndpoint: string | null;
  region: string | null;
  accountName: string | null;
  timeZone: string | null;
  /** What it was before it changed at Dotdigital, and when we saw it. */
  timeZoneChange: { from: string; at: string } | null;
  emailCredits: number | null;
  /** Takes contacts by v3, as it was last asked; null: not yet. */
  offersContactImport: boolean | null;
  nextImportAt: string | null;
  lastImportAt: string | null;
  version: number;
  createdAt: string;
  holds: IntegrationHoldings;
};

export type IntegrationHealth = {
  connectors: {
    connector: string;
    word: string;
    lastSuccessAt: string | null;
    failingSince: string | null;
    lastError: string | null;
  }[];
  budgets: { tier: string; word: string; limit: number; remaining: number; resetAt: string }[];
  connections: {
    id: string;
    listId: string;
    listName: string;
    bookName: string;
    channel: Channel;
    state: string;
    stateMessage: string | null;
    lastExportedAt: string | null;
  }[];
  recentRuns: {
    id: string;
    kind: 'export' | 'import';
    state: string;
    what: string;
    errorMessage: string | null;
    startedAt: string;
    finishedAt: string | null;
  }[];
};
