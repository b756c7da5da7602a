import type { ConsentChannel } from '@/lib/crm/schemas';

/** What may not be done with whoever opted out of a channel. */
const reached: Record<ConsentChannel, string> = { email: 'mailed', sms: 'texted', push: 'sent pushes' };
const optedOutOf: Record<ConsentChannel, string> = { email: 'mail', sms: 'SMS', push: 'push messages' };

export const notToBeReached = (channel: ConsentChannel): string => `Not to be ${reached[channel]}`;

export const whoMayBeReached = (channel: ConsentChannel): string => `who may be ${reached[channel]}`;

export const saysNotWhether = (channel: ConsentChannel): string =>
  `doesn’t say whether this person may be ${reached[channel]}.`;

export const optedOutHere = (channel: ConsentChannel): string =>
  `This person opted out of ${optedOutOf[channel]} here, and a file can’t undo that.`;
