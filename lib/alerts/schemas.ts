import { z } from 'zod';
import type { MailServerView, MailView } from '../mail/schemas';

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
