import { z } from 'zod';
import { plainText, requiredLine } from '../text';
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

export type UserView = {
  id: string;
  name: string;
  email: string;
  role: RoleName;
  disabled: boolean;
  createdAt: string;
  lastSeenAt: string | null;
};

export type UserOption = { id: string; name: string; email: string };
/** `timeZone` null: that of the installation. */
export const OwnAccountChange = z.object({
  name: requiredLine('your name', 120).optional(),
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
