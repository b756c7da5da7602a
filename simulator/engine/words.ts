import { z } from 'zod';

/** One of the vendor's words in any case, or its number, as the vendor's framework takes them. */
export function wordOf<const W extends readonly [string, ...string[]]>(words: W) {
  return z.preprocess((given) => {
    if (typeof given === 'number') return words[given];
    if (typeof given !== 'string') return given;
    const text = given.trim().toLowerCase();
    return (
      words.find((word) => word.toLowerCase() === text) ?? (/^\d+$/.test(text) ? words[Number(text)] : given)
    );
  }, z.enum(words));
}
