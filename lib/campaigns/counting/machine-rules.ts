import { BlockList, isIPv4 } from 'node:net';
import { isbot } from 'isbot';

/**
 * What tells that a machine opened a mail or followed its links. The first three are read off the request when it comes in, the others off
 * what else happened in the campaign, when a read of it has ended. Raise `rulesVersion` with any change: every campaign is then counted anew.
 */
export const machineRules = {
  privacy_proxy: 'Apple’s privacy proxy loads every mail, read or not',
  scanner: 'a link scanner, a crawler or a browser without a screen, by its own name',
  network: 'from where only proxies and scanners ask',
  whole_domain: 'nearly everyone of a domain within seconds of delivery',
  many_links: 'one person, many links within seconds',
  every_link: 'one person, every link of the mail at once',
} as const;
export type MachineRule = keyof typeof machineRules;

export const rulesVersion = 1;

/** Decided by more than the request itself. */
export const rulesOfTheWhole = ['whole_domain', 'many_links', 'every_link'] as const satisfies MachineRule[];

export const limits = {
  wholeDomain: { seconds: 10, fewestPeople: 5, share: 0.9 },
  manyLinks: { seconds: 5, fewestLinks: 4 },
  everyLink: { seconds: 2, fewestLinks: 2 },
} as const;

type Request = { kind: 'open' | 'click'; userAgent: string; ipAddress: string };

/** Which of the rules about requests says that a machine made it; null: none. An empty user agent says nothing. */
export function ruleOfRequest({ kind, userAgent, ipAddress }: Request): MachineRule | null {
  // https://help.socketlabs.com/docs/identifying-apple-mpp-opens-in-notification-api-events: it gives no more than this.
  if (kind === 'open' && userAgent === 'Mozilla/5.0') return 'privacy_proxy';
  if (!fetchesForPeople.test(userAgent) && (isbot(userAgent) || scanners.test(userAgent))) return 'scanner';
  if (!isIPv4(ipAddress)) return null;
  if (kind === 'open' && appleProxies.check(ipAddress)) return 'network';
  return scannerNetworks.check(ipAddress) ? 'network' : null;
}

/** They load an image when a person has the mail on the screen. */
const fetchesForPeople = /GoogleImageProxy|YahooMailProxy/i;

/** Those that call themselves by name in what is otherwise the text of a browser. */
const scanners =
  /barracuda|mimecast|proofpoint|safelinks|trend ?micro|fireeye|forcepoint|messagelabs|sophos|cisco ironport|zscaler/i;

/** Apple’s own network; readers reach the web by others. */
const appleProxies = networks(['17.0.0.0/8']);

/**
 * Where mail gateways stand, as their makers publish it for firewalls: Exchange Online Protection (learn.microsoft.com/microsoft-365/enterprise/
 * urls-and-ip-address-ranges), Proofpoint, Mimecast, Barracuda. Nobody reads mail from there.
 */
const scannerNetworks = networks([
  '40.92.0.0/15',
  '40.107.0.0/16',
  '52.100.0.0/14',
  '104.47.0.0/17',
  '67.231.144.0/20',
  '148.163.128.0/19',
  '208.84.64.0/22',
  '205.139.110.0/23',
  '207.211.30.0/23',
  '64.235.144.0/20',
  '209.222.80.0/21',
]);

function networks(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits = ''] = range.split('/');
    list.addSubnet(address, Number(bits), 'ipv4');
  }
  return list;
}

/** How many different links a mail has that a scanner could follow: placeholders are filled in by Dotdigital and told as clicks of no link. */
export function countLinks(html: string | null): number {
  const links = (html ?? '').matchAll(/<a\b[^>]*?\bhref\s*=\s*["']?(https?:\/\/[^"'\s>]+)/gi);
  return new Set([...links].flatMap(([, link]) => (link === undefined || link.includes('$') ? [] : [link])))
    .size;
}
