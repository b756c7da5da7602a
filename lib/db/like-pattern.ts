/** %, _ and \ in a text that people typed mean themselves. */
export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** A text anywhere in another, for LIKE and ILIKE. */
export const likePattern = (text: string): string => `%${escapeLike(text)}%`;
