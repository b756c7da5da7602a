import bowser from 'bowser';

export const devices = ['desktop', 'mobile', 'tablet', 'other', 'unknown'] as const;
export type Device = (typeof devices)[number];

/**
 * With what a mail was opened. Dotdigital names the client; where it doesn't, the program that the user agent names. Proxies ask in the name of
 * no device.
 */
export function clientOf(mailClient: string, userAgent: string): { client: string; device: Device } {
  const { browser, platform, os } =
    userAgent === '' ? { browser: {}, platform: {}, os: {} } : bowser.parse(userAgent);
  const named = mailClient === '' || mailClient === 'Unknown' ? browser.name : mailClient;
  return {
    client: (named ?? '').slice(0, 100) || 'unknown',
    device: proxies.test(userAgent) ? 'unknown' : deviceOf(platform.type, os.name),
  };
}

const proxies = /ImageProxy|MailProxy/i;

function deviceOf(type: string | undefined, system: string | undefined): Device {
  const known = devices.find((one) => one === type);
  if (known !== undefined) return known;
  return type === undefined || type === 'bot' || system === undefined ? 'unknown' : 'other';
}
