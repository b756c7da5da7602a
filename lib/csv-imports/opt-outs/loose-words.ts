/** Words of a heading or of a value: small letters without accents; camelCase, signs and digits part them. */
export function looseWords(text: string): string[] {
  return text
    .slice(0, 200)
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFKD')
    .replace(/\p{M}+|['’]/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .replaceAll('ı', 'i')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** The same written together, for stems that may stand in one word or in several. */
export const looseText = (text: string): string => looseWords(text).join('');
