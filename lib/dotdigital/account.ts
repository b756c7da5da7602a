import { DotdigitalError } from './errors';
import { regionOf } from './hosts';
import { readOne } from './pages';
import type { Transport } from './request';
import { WireAccount } from './wire';
import { readTime } from './wire-values';

export type AccountInfo = {
  id: number;
  name: string;
  /** As Dotdigital writes it; null when it doesn't say. Not checked yet: see allowedApiOrigin. */
  apiEndpoint: string | null;
  region: string | null;
  emailCredits: number | null;
  apiCallsRemaining: number | null;
  apiCallsInLastHour: number | null;
  /** IANA name. */
  timeZone: string | null;
  /** e.g. en-GB: decides the translated name of the Email column. */
  locale: string | null;
  /** Lower-case name → value, everything the account says. */
  properties: ReadonlyMap<string, string>;
};

export const accountCalls = (transport: Transport) => ({
  async accountInfo(): Promise<AccountInfo> {
    const { body } = await transport.send({ method: 'GET', path: '/account-info', tier: 'highCallRate' });
    const { id, properties } = readOne('GET /account-info', WireAccount, body);
    const text = (name: string): string | null => properties.get(name.toLowerCase())?.trim() || null;
    const apiEndpoint = text('ApiEndpoint');
    return {
      id,
      name: text('Name') ?? `Account ${id}`,
      apiEndpoint,
      region: apiEndpoint ? regionOf(apiEndpoint) : null,
      emailCredits: wholeNumber(text('AvailableEmailSendsCredits')),
      apiCallsRemaining: wholeNumber(text('ApiCallsRemaining')),
      apiCallsInLastHour: wholeNumber(text('ApiCallsInLastHour')),
      timeZone: knownTimeZone(text('TimeZoneIana')),
      locale: text('APILocale'),
      properties,
    };
  },

  /** With or without quotes: the sources differ. */
  async serverTime(): Promise<Date> {
    const { body } = await transport.send({
      method: 'GET',
      path: '/server-time',
      tier: 'highCallRate',
      expect: 'text',
    });
    const time = readTime(String(body).trim().replace(/^"|"$/g, ''));
    if (!time)
      throw new DotdigitalError('invalid_answer', 'GET /server-time', {
        acted: 'no',
        detail: 'the answer is not a date',
      });
    return time;
  },
});

function wholeNumber(text: string | null): number | null {
  const number = text === null ? NaN : Number(text);
  return Number.isFinite(number) ? Math.min(Math.max(Math.trunc(number), 0), 2_147_483_647) : null;
}

function knownTimeZone(name: string | null): string | null {
  try {
    return name ? new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone : null;
  } catch {
    return null;
  }
}
