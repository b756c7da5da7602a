import { z } from 'zod';
import type { MailServerView, MailView } from '../mail/schemas';
import { requiredLine } from '../text';

export const alertKind = 'alert';

/** `failures`: what fails; `everything`: what waits for somebody, too. */
export const AlertLevel = z.enum(['failures', 'everything']);
export type AlertLevel = z.infer<typeof AlertLevel>;

/** null: no alerts. */
export const ChooseAlertsInput = z.object({ level: AlertLevel.nullable() });
export type ChooseAlertsInput = z.infer<typeof ChooseAlertsInput>;

export const MuteAlertsInput = z.object({ muted: z.boolean() });
export type MuteAlertsInput = z.infer<typeof MuteAlertsInput>;

export const mutedHours = 24;

export type OwnAlerts = {
  level: AlertLevel | null;
  /** ISO; null: not muted. */
  mutedUntil: string | null;
  server: MailServerView;
  last: MailView | null;
};

/** `chat`: as Slack, Mattermost, Rocket.Chat and Google Chat take a message. */
export const AlertForm = z.enum(['webhook', 'chat']);
export type AlertForm = z.infer<typeof AlertForm>;

export const SaveAlertAddressInput = z.object({
  url: requiredLine('the address', 2_000),
  form: AlertForm,
  level: AlertLevel,
});
export type SaveAlertAddressInput = z.infer<typeof SaveAlertAddressInput>;

export type AlertAddressView = {
  level: AlertLevel;
  form: AlertForm;
  host: string;
  /** Of the last message: it was taken, is to be tried again, or was given up. */
  state: 'taken' | 'waits' | 'failed';
  /** ISO; null: none was taken yet. */
  takenAt: string | null;
  problem: string | null;
};
