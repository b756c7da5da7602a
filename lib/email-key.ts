import { domainToASCII } from 'node:url';
import { z } from 'zod';

const syntax = z.email({ pattern: z.regexes.unicodeEmail });

/**
 * The one normal form that matching by address uses: trimmed, Unicode NFC, lower-cased, the domain in
 * its ASCII (punycode) form. null when the text is not an e-mail address. Dotdigital trims and lower-cases
 * too (dotdigital-api.md 4.1), so the key of an address is the same on both sides.
 */
export function emailKey(text: string | null | undefined): string | null {
  const typed = text?.trim().normalize('NFC').toLowerCase();
  if (!typed || typed.length > 254 || !syntax.safeParse(typed).success) return null;
  const at = typed.lastIndexOf('@');
  const domain = domainToASCII(typed.slice(at + 1));
  if (!domain.includes('.')) return null;
  const local = typed.slice(0, at);
  return local.length > 64 ? null : `${local}@${domain}`;
}
