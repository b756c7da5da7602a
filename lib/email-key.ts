import { domainToASCII } from 'node:url';

const localPart = /^(?!\.)(?!.*\.\.)[^\s@"(),:;<>[\]\\\p{C}]{1,64}(?<!\.)$/u;
const asciiDomain = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;

/**
 * The one normal form that matching by address uses: trimmed, Unicode NFC, lower-cased, the domain in
 * its ASCII (punycode) form. null when the text is not an e-mail address. Dotdigital trims and lower-cases
 * too (dotdigital-api.md 4.1), so the key of an address is the same on both sides.
 */
export function emailKey(text: string | null | undefined): string | null {
  const typed = text?.trim().normalize('NFC').toLowerCase();
  if (!typed || typed.length > 254) return null;
  const at = typed.lastIndexOf('@');
  const local = typed.slice(0, at);
  const domain = domainToASCII(typed.slice(at + 1));
  return at > 0 && localPart.test(local) && asciiDomain.test(domain) ? `${local}@${domain}` : null;
}
