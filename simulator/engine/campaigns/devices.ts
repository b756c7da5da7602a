export interface Device {
  client: string;
  version: string;
  agent: string;
}

const devices: [Device, ...Device[]] = [
  {
    client: 'Gmail',
    version: '',
    agent: 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
  },
  {
    client: 'Apple iPhone',
    version: '17',
    agent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  },
  { client: 'Outlook', version: '16', agent: 'Mozilla/4.0 (compatible; ms-office; MSOffice 16)' },
  {
    client: 'Thunderbird',
    version: '115',
    agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Thunderbird/115.8.1',
  },
];

/** Loads every image as soon as the mail arrives, so that nobody learns when it was read: an open that no person made. */
export const privacyProxy = -1;
/** Follows every link of a mail before it is let through. */
export const scanner = -2;

const machines = new Map<number, Device>([
  [privacyProxy, { client: 'Apple Mail', version: '', agent: 'Mozilla/5.0' }],
  [
    scanner,
    {
      client: 'Unknown',
      version: '',
      agent:
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 Safari/537.36',
    },
  ],
]);

export const deviceOf = (n: number): Device =>
  machines.get(n) ?? devices[Math.abs(n) % devices.length] ?? devices[0];

/** An address from the blocks that are set aside for documentation. */
export const ipOf = (n: number): string =>
  `${['192.0.2', '198.51.100', '203.0.113'][Math.abs(n) % 3] ?? '192.0.2'}.${1 + (Math.abs(n) % 250)}`;
