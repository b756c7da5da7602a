/** %, _ and \ in a text that people typed mean themselves. */
export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** A text anywhere in another, for LIKE and ILIKE. */
export const likePattern = (text: string): string => `%${escapeLike(text)}%`;

/** The same text whatever its case, as a condition of Prisma's: it compares with ILIKE and leaves `_` and `%` what they are there. */
export const sameIgnoringCase = (text: string): { equals: string; mode: 'insensitive' } => ({
  equals: escapeLike(text),
  mode: 'insensitive',
});
