/** Whatever can be read as an address, wherever it stands in a text. A masked one is left as it is. */
const address =
  /([^\s@"'<>()[\]{},;:|/\\=&?]+)(@|%40)([^\s@"'<>()[\]{},;:|/\\=&?.]+)((?:\.[^\s@"'<>()[\]{},;:|/\\=&?.]+)+)/gu;

const first = (text: string): string => String.fromCodePoint(text.codePointAt(0) ?? 0);

/** ada@example.co.uk is a•••@e•••.uk: the same in SQL is masked.address (prisma/masking). */
export const maskAddresses = (text: string): string =>
  text.includes('@') || text.includes('%40')
    ? text.replace(
        address,
        (_, local: string, at: string, host: string, rest: string) =>
          `${first(local)}•••${at}${first(host)}•••${rest.slice(rest.lastIndexOf('.'))}`,
      )
    : text;
