import { emailKey } from '@/lib/email-key';

const plain = /^[a-z0-9._%+-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,20}$/i;
/** Zero-width signs, soft hyphens, marks of direction: on a screen they are nothing. */
const invisible = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g;
const around = /^[\s'"“”‘’<([;,:.]+|[\s'"“”‘’>)\];,:.]+$/gu;
const inBrackets = /<\s*(?:mailto:)?([^<>\s]{3,254})\s*>[\s;,.]*$/i;

/** An address without what was put around it; null where it is none, or more than one. */
export function cleanAddress(text: string): { address: string | null; cleaned: boolean } {
  if (plain.test(text)) return { address: text, cleaned: false };
  if (text.length > 600) return { address: null, cleaned: false };
  const typed = text
    .replace(invisible, '')
    .replaceAll(/[\u00A0\u2007\u202F\u3000]/g, ' ')
    .trim();
  const bare = (inBrackets.exec(typed)?.[1] ?? typed)
    .replace(/^['"\s]*(?:mailto|smtp|e-?mail|mail|courriel)\s*:\s*/i, '')
    .replace(/\?.*$/, '')
    .replace(/\s*\([^()@]*\)$/, '')
    .replace(/[\\/]+$/, '')
    .replace(/^'+/, '');
  for (const candidate of [bare, bare.replace(around, '')]) {
    if (emailKey(candidate) !== null)
      return { address: candidate.trim(), cleaned: candidate.trim() !== text.trim() };
  }
  return { address: null, cleaned: false };
}

export const holdsSeveral = (text: string): boolean => (text.match(/[^\s@,;]+@[^\s@,;]+/g)?.length ?? 0) > 1;

const wellKnown = [
  ...[
    'gmail.com',
    'googlemail.com',
    'hotmail.com',
    'hotmail.co.uk',
    'hotmail.fr',
    'outlook.com',
    'outlook.de',
    'live.com',
  ],
  ...[
    'yahoo.com',
    'yahoo.co.uk',
    'yahoo.fr',
    'yahoo.de',
    'icloud.com',
    'me.com',
    'aol.com',
    'gmx.de',
    'gmx.net',
    'web.de',
  ],
  ...[
    't-online.de',
    'freenet.de',
    'orange.fr',
    'wanadoo.fr',
    'free.fr',
    'laposte.net',
    'libero.it',
    'alice.it',
    'wp.pl',
  ],
  ...[
    'onet.pl',
    'interia.pl',
    'ziggo.nl',
    'kpnmail.nl',
    'btinternet.com',
    'proton.me',
    'protonmail.com',
    'bluewin.ch',
  ],
];
const known = new Set(wellKnown);
const slips = new Map<string, string | null>();
const REMEMBERED = 5_000;

/** The address that was likely meant: its domain is one slip of the keyboard away from a well-known one. */
export function likelySlip(address: string): string | null {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1).toLowerCase();
  if (known.has(domain)) return null;
  let meant = slips.get(domain);
  if (meant === undefined) {
    meant =
      domain.length < 7 ? null : (wellKnown.find((one) => one.length > 6 && isLikely(domain, one)) ?? null);
    if (slips.size >= REMEMBERED) slips.clear();
    slips.set(domain, meant);
  }
  return meant === null ? null : `${address.slice(0, at)}@${meant}`;
}

const slipsOfEndings = /^(?:con|cmo|ocm|vom|xom|com?m|cm|om|co|ed|dde|fe|frr|rf)$/;

/** yahoo.es is no slip of yahoo.de; yahoo.con is one of yahoo.com. */
function isLikely(typed: string, meant: string): boolean {
  const sameName = typed.slice(0, typed.indexOf('.')) === meant.slice(0, meant.indexOf('.'));
  return (
    isOneSlip(typed, meant) && (!sameName || slipsOfEndings.test(typed.slice(typed.lastIndexOf('.') + 1)))
  );
}

/** One sign too many, too few, another one, or two that changed places. */
function isOneSlip(typed: string, meant: string): boolean {
  if (Math.abs(typed.length - meant.length) > 1) return false;
  let start = 0;
  while (start < typed.length && typed[start] === meant[start]) start += 1;
  const rest = (text: string, from: number): string => text.slice(start + from);
  return (
    rest(typed, 1) === rest(meant, 0) ||
    rest(typed, 0) === rest(meant, 1) ||
    rest(typed, 1) === rest(meant, 1) ||
    (typed[start] === meant[start + 1] &&
      typed[start + 1] === meant[start] &&
      rest(typed, 2) === rest(meant, 2))
  );
}
