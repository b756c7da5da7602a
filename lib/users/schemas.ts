import { z } from 'zod';
import { idText, plainText, requiredLine } from '../text';
import { isTimeZone } from '../time-zone';

export const roles = ['viewer', 'marketer', 'admin'] as const;
export const RoleName = z.enum(roles);
export type RoleName = z.infer<typeof RoleName>;

export const Email = plainText
  .trim()
  .toLowerCase()
  .pipe(z.email({ error: 'Not an e-mail address.' }).max(254));

/** 64 characters and more are welcome, 10 KB are refused before hashing (reliability.md check 12). */
export const NewPassword = plainText
  .normalize('NFC')
  .min(12, { error: 'At least 12 characters.' })
  .max(256, { error: 'At most 256 characters.' });

export const Credentials = z.object({ email: Email, password: plainText.min(1).max(256) });
export type Credentials = z.infer<typeof Credentials>;

/** The form's own: what is wrong is not said in more detail than that. */
export const SignInInput = z.object({
  email: plainText.trim().min(1, { error: 'Enter your e-mail address.' }).max(254),
  password: plainText.min(1, { error: 'Enter your password.' }).max(256),
});
export type SignInInput = z.infer<typeof SignInInput>;

export const CreateOrResetUser = z.object({
  email: Email,
  role: RoleName,
  name: requiredLine('a name').optional(),
  password: NewPassword,
});
export type CreateOrResetUser = z.infer<typeof CreateOrResetUser>;

export const InviteUser = z.object({ email: Email, name: requiredLine('a name', 120), role: RoleName });
export type InviteUser = z.infer<typeof InviteUser>;

export const UserRef = z.object({ id: idText });
export type UserRef = z.infer<typeof UserRef>;

export const ChangeRole = z.object({ id: idText, role: RoleName });
export type ChangeRole = z.infer<typeof ChangeRole>;

export const SessionRef = z.object({ id: z.uuid() });
export type SessionRef = z.infer<typeof SessionRef>;

export const UserSessionRef = z.object({ id: idText, sessionId: SessionRef.shape.id });
export type UserSessionRef = z.infer<typeof UserSessionRef>;

export const AccountToken = z.string().regex(/^[\w-]{43}$/);

export const SetPasswordInput = z.object({ token: AccountToken, password: NewPassword });
export type SetPasswordInput = z.infer<typeof SetPasswordInput>;

export const ForgottenPasswordInput = z.object({ email: Email });
export type ForgottenPasswordInput = z.infer<typeof ForgottenPasswordInput>;

export const ChangePasswordInput = z.object({
  current: plainText.min(1, { error: 'Enter your current password.' }).max(256),
  password: NewPassword,
});
export type ChangePasswordInput = z.infer<typeof ChangePasswordInput>;

export const recoveryCodeCount = 10;

/** Of the phone, or a recovery code: six digits are the phone's. */
export const CodeInput = z.object({
  code: plainText
    .transform((typed) => typed.trim())
    .pipe(z.string().min(1, { error: 'Enter the code.' }).max(64, { error: 'This is longer than a code.' }))
    .transform((typed) => (/^\d{3}\s?\d{3}$/.test(typed) ? typed.replace(/\s/, '') : typed)),
});
export type CodeInput = z.infer<typeof CodeInput>;

/** A key for the phone: to be read by its camera, or typed. */
export type FactorSetUp = {
  key: string;
  /** A path of dark squares, in a field of so many by so many. */
  picture: { size: number; path: string };
};

export type NewRecoveryCodes = { recoveryCodes: string[] };

export type OwnSecondFactor = { since: string | null; recoveryCodesLeft: number; isDemanded: boolean };

export type ProofKind = 'code' | 'password' | 'provider';

/** The company's own sign-in, as the environment says. */
export type ProviderView = {
  name: string;
  issuer: string;
  groupsClaim: string;
  groupRoles: { group: string; role: RoleName }[];
  defaultRole: RoleName | null;
  only: boolean;
};

/** A code of the phone, a recovery code, or the password of whoever has no phone. */
export const ProofInput = z.object({ proof: plainText.min(1, { error: 'Enter it.' }).max(256) });
export type ProofInput = z.infer<typeof ProofInput>;

export const RoleRules = z.object({ needsSecondFactor: z.record(RoleName, z.boolean()) });
export type RoleRules = z.infer<typeof RoleRules>;

export type RoleRuleView = {
  role: RoleName;
  needsSecondFactor: boolean;
  people: number;
  peopleWithFactor: number;
};

/** What viewers see besides statistics (decision 71). */
export const ViewerSight = z.object({ seesPeople: z.boolean() });
export type ViewerSight = z.infer<typeof ViewerSight>;
export type ViewerSightView = ViewerSight & { viewers: number };

/** Of which kinds people see their own and their teams’ alone (decision 80). */
export const SeenByOwnerInput = z.object({
  records: z.boolean().default(false),
  campaigns: z.boolean().default(false),
});

export const maxTeamMembers = 200;

export const CreateTeam = z.object({
  name: requiredLine('a name', 80),
  memberIds: z
    .array(idText)
    .min(1, { error: 'Choose at least one person.' })
    .max(maxTeamMembers, { error: `At most ${maxTeamMembers} people.` }),
});
export type CreateTeam = z.infer<typeof CreateTeam>;

export const UpdateTeam = CreateTeam.extend({ id: idText });
export type UpdateTeam = z.infer<typeof UpdateTeam>;

export const TeamRef = z.object({ id: idText });
export type TeamRef = z.infer<typeof TeamRef>;

export type TeamView = { id: string; name: string; memberIds: string[] };

export type TeamRow = {
  id: string;
  name: string;
  memberCount: number;
  /** Ada Byron, Charles Babbage */
  memberNames: string;
  createdAt: string;
};

export type AccountLinkKind = 'invitation' | 'reset';

/** How a link to choose a password reaches its person: by mail, or by whoever asked for it, who sees it this once. */
export type LinkDelivery =
  | { by: 'mail'; to: string; minutes: number }
  | { by: 'link'; url: string; minutes: number };
export type InvitedUser = { id: string; name: string; delivery: LinkDelivery };
export type LinkOwner = { kind: AccountLinkKind; name: string; email: string };

export type SessionView = {
  id: string;
  device: string;
  /** The network address of the sign-in, where it is known. */
  source: string | null;
  openedAt: string;
  lastSeenAt: string;
  isThisOne: boolean;
};

export const userStates = ['active', 'invited', 'deactivated'] as const;
export type UserState = (typeof userStates)[number];

export type UserView = {
  id: string;
  name: string;
  email: string;
  role: RoleName;
  state: UserState;
  hasSecondFactor: boolean;
  createdAt: string;
  lastSeenAt: string | null;
};

export type SignInView = {
  at: string;
  /** Browser and system, where they were told. */
  device: string | null;
  /** The network address, where it is known. */
  source: string | null;
};

/** `lastSignIn` null: never, or longer ago than the audit log is kept. */
export type UserDetails = UserView & { lastSignIn: SignInView | null };

export type UserOption = { id: string; name: string; email: string };

export const OwnName = z.object({ name: requiredLine('your name', 120) });

/** `timeZone` null: that of the installation. */
export const OwnAccountChange = z.object({
  name: OwnName.shape.name.optional(),
  timeZone: plainText.max(64).refine(isTimeZone, { error: 'Choose a time zone.' }).nullable().optional(),
  weeklyReport: z.boolean().optional(),
});
export type OwnAccountChange = z.infer<typeof OwnAccountChange>;

export type OwnAccount = {
  name: string;
  email: string;
  role: RoleName;
  timeZone: string | null;
  weeklyReport: boolean;
};

export const weeklyReportKind = 'weekly-report';

export * from './saved-view-schemas';
