/** How an address book's people are reached, and so by what they are known there: their address, or their mobile number (decision 88). */
export const channels = ['email', 'sms'] as const;
export type Channel = (typeof channels)[number];

export const channelWords: Record<Channel, string> = { email: 'E-mail', sms: 'SMS' };

export const readChannel = (text: string): Channel => (text === 'sms' ? 'sms' : 'email');
