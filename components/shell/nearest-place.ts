import { distance } from 'fastest-levenshtein';
import { covers, type Place } from './nav';

/** More slips than this in ten letters, and it is another word. */
const maxSlips = 4;

/** The place that someone who typed this address may have meant: the one above it, else the one that is spelled most like it. */
export function nearestPlace(path: string, known: readonly Place[]): Place | null {
  const elsewhere = known.filter(({ href }) => href !== '/');
  const above = elsewhere
    .filter(({ href }) => covers(href, path))
    .sort((one, other) => other.href.length - one.href.length)[0];
  if (above) return above;
  const typed = path.toLowerCase().replaceAll(/[\s_]+|%20/g, '-');
  const slipsOf = ({ href }: Place): number =>
    Math.min(
      ...addressesLike(href).map((address) => {
        const asDeep = typed.split('/').slice(0, address.split('/').length).join('/');
        return distance(asDeep, address) / address.length;
      }),
    );
  const [nearest] = elsewhere
    .map((place) => ({ place, slips: slipsOf(place) }))
    .sort((one, other) => one.slips - other.slips);
  return nearest && nearest.slips * 10 <= maxSlips ? nearest.place : null;
}

/** "/dotdigital/data-fields" is also meant by "/data-fields". */
function addressesLike(href: string): string[] {
  const last = href.slice(href.lastIndexOf('/'));
  return last === href ? [href] : [href, last];
}
