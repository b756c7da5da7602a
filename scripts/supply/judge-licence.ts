import { permissive, withTerms } from './licences';
import type { ShippedPackage } from './shipped-packages';

export type Judgement = { verdict: 'permissive' } | { verdict: 'with terms' | 'refused'; because: string };

/** Of alternatives one must do, of what holds together each. Brackets inside are refused: no package of ours has had any. */
export function judgeLicence({ name, licence }: Pick<ShippedPackage, 'name' | 'licence'>): Judgement {
  if (licence === null) return unnamed;
  const bare = withoutBrackets(licence);
  if (/[()]/.test(bare)) return { verdict: 'refused', because: `${licence} is not understood` };
  const judged = bare
    .split(/ or /i)
    .map((alternative) => together(alternative.split(/ and /i).map((one) => judgeOne(name, one.trim()))));
  return judged.sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))[0] ?? unnamed;
}

const order = ['permissive', 'with terms', 'refused'];
const unnamed: Judgement = { verdict: 'refused', because: 'it names no licence' };

/** The hardest of them, with the words of all that are as hard. */
function together(parts: Judgement[]): Judgement {
  for (const verdict of ['refused', 'with terms'] as const) {
    const reasons = parts.flatMap((part) => (part.verdict === verdict ? [part.because] : []));
    if (reasons.length > 0) return { verdict, because: [...new Set(reasons)].join('; ') };
  }
  return { verdict: 'permissive' };
}

function judgeOne(name: string, licence: string): Judgement {
  if (permissive.has(licence)) return { verdict: 'permissive' };
  const taken = withTerms.find(
    (terms) => terms.licence === licence && terms.packages.some((pattern) => fits(pattern, name)),
  );
  return taken
    ? { verdict: 'with terms', because: taken.because }
    : { verdict: 'refused', because: `${licence} is not taken for it` };
}

const fits = (pattern: string, name: string): boolean =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;

const withoutBrackets = (licence: string): string => /^\(([^()]*)\)$/.exec(licence)?.[1] ?? licence;
