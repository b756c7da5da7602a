import { v3Failure } from '../../engine/v3/failure';

interface Link {
  marker: string;
  link: string;
}

/** Where a page ended, as text that callers hand back without looking into it. */
export const writeMarker = (lastId: number): string => Buffer.from(`after:${lastId}`).toString('base64url');

export function readMarker(marker: string | undefined, service: string): number {
  if (!marker) return 0;
  const match = /^after:(\d+)$/.exec(Buffer.from(marker, 'base64url').toString('utf8'));
  if (!match) throw v3Failure(400, `${service}:invalidMarker`, `The marker '${marker}' is invalid`);
  return Number(match[1]);
}

export function readLimit(text: string | undefined, most: number, service: string, fallback = most): number {
  if (!text) return fallback;
  const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > most)
    throw v3Failure(400, `${service}:invalidLimit`, `The limit '${text}' must be between 1 and ${most}`);
  return limit;
}

/** The absence of `next` is how the end is told. */
export function writeLinks(
  url: string,
  marker: string,
  nextMarker: string | undefined,
): Record<string, Link> {
  const to = (target: string): Link => {
    const address = new URL(url);
    if (target === '') address.searchParams.delete('marker');
    else address.searchParams.set('marker', target);
    return { marker: target, link: address.toString() };
  };
  return { self: to(marker), first: to(''), ...(nextMarker === undefined ? {} : { next: to(nextMarker) }) };
}
