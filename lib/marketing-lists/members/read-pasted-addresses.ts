import { emailKey } from '@/lib/email-key';

export type PastedAddress = { line: number; text: string; key: string | null };

const bracketed = /<([^<>]*)>/;

/**
 * The pieces of a pasted text, one per address, in their order: a line, or what stands between commas,
 * semicolons or tabs of it. `Ada Byron <ada@example.com>` gives the address in brackets. Nothing is left out but blanks.
 */
export function readPastedAddresses(text: string): PastedAddress[] {
  return text.split(/\r\n|\r|\n/).flatMap((whole, n) => {
    const pieces = whole
      .split(/[,;\t]/)
      .map((piece) => piece.trim())
      .filter(Boolean);
    const found = pieces.map((piece) => ({ line: n + 1, text: piece, key: keyOf(piece) }));
    // One address among other cells, as from a table: the line as a whole stands for it.
    const withKey = found.filter(({ key }) => key !== null);
    const [only] = withKey;
    return only && withKey.length === 1 && found.length > 1 ? [{ ...only, text: whole.trim() }] : found;
  });
}

function keyOf(piece: string): string | null {
  const inside = bracketed.exec(piece)?.[1];
  return emailKey((inside ?? piece).replace(/^["']|["']$/g, '').replace(/^mailto:/i, ''));
}
