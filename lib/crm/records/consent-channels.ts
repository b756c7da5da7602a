import { z } from 'zod';

/** By which a person is reached, each with a consent of its own. */
export const ConsentChannel = z.enum(['email', 'sms', 'push']);
export type ConsentChannel = z.infer<typeof ConsentChannel>;

export const consentChannels = ConsentChannel.options;

export const channelLabels: Record<ConsentChannel, string> = { email: 'E-mail', sms: 'SMS', push: 'Push' };

/** Where a record keeps what holds now. */
export const consentFields = {
  email: { state: 'consentState', at: 'consentAt' },
  sms: { state: 'smsConsentState', at: 'smsConsentAt' },
  push: { state: 'pushConsentState', at: 'pushConsentAt' },
} as const satisfies Record<ConsentChannel, { state: string; at: string }>;

/** Beside that of mail, which has rules of its own. */
export const otherChannels = ['sms', 'push'] as const satisfies readonly ConsentChannel[];
