/** A page takes a while to arrive, and one from the browser's cache may be old: only more than that is a clock that is wrong. */
const agreeMs = 30_000;
const oldestPageMs = 12 * 3_600_000;

/**
 * What to add to this clock to have the server's, in milliseconds, told by when the server made the page. A clock that runs behind can't see a page
 * from its future; one that runs ahead can't be told from a page that waited, and is left alone.
 */
export function clockSkew(renderedAt: number, here: number): number {
  if (renderedAt <= 0) return 0;
  const behind = renderedAt - here;
  return behind > agreeMs && behind < oldestPageMs ? behind : 0;
}
