const longest = 20;

/** At most 20 of letters, digits, - and _: the name as far as it fits, and always the ending whole. */
export function campaignCode(name: string, ending: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^A-Za-z0-9_]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const room = longest - ending.length - 1;
  const front = plain.slice(0, Math.max(0, room)).replace(/-+$/, '');
  return front === '' ? ending.slice(0, longest) : `${front}-${ending}`;
}
