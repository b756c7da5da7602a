import { z } from 'zod';

/** By which a person is reached, each with a consent of its own. */
export const ConsentChannel = z.enum(['email', 'sms', 'push']);
export type ConsentChannel = z.infer<typeof ConsentChannel>;

export const consentChannels = ConsentChannel.options;

export const channelLabels: Record<ConsentChannel, string> = { email: 'E-mail', sms: 'SMS', push: 'Push' };

/** Where a record keeps what holds now, and by which names a file says where it was said and in which words. */
export const consentFields = {
  email: { state: 'consentState', at: 'consentAt', source: 'consentSource', text: 'consentText' },
  sms: { state: 'smsConsentState', at: 'smsConsentAt', source: 'smsConsentSource', text: 'smsConsentText' },
  push: {
    state: 'pushConsentState',
    at: 'pushConsentAt',
    source: 'pushConsentSource',
    text: 'pushConsentText',
  },
} as const satisfies Record<ConsentChannel, Record<'state' | 'at' | 'source' | 'text', string>>;

/** The channel whose consent is kept or told under a name, or null. */
export const consentChannelOf = (name: string): ConsentChannel | null =>
  consentChannels.find((channel) => Object.values<string>(consentFields[channel]).includes(name)) ?? null;

export const isConsentState = (name: string): boolean =>
  consentChannels.some((channel) => consentFields[channel].state === name);

/** Beside that of mail, which has rules of its own. */
export const otherChannels = ['sms', 'push'] as const satisfies readonly ConsentChannel[];
