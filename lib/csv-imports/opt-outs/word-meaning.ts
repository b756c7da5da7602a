import { recogniseYesNo } from '@/lib/crm';
import { looseText, looseWords } from './loose-words';
import { saysOptOut } from './heading-sense';
import { negations, optInStems, optOutWords, pendingStems } from './opt-out-vocabulary';

/** What an answer says of a person: agreed, not to be mailed, or nothing. */
export type ConsentMeaning = 'given' | 'withdrawn' | 'unknown';

const exact: Record<string, ConsentMeaning> = {
  ...{ given: 'given', agreed: 'given', granted: 'given', confirmed: 'given', active: 'unknown' },
  ...{ allow: 'unknown', allowed: 'unknown', donotallow: 'withdrawn', notallowed: 'withdrawn' },
  ...{ deleted: 'withdrawn', disallowed: 'withdrawn' },
  ...{ aktiv: 'unknown', actif: 'unknown', activo: 'unknown', attivo: 'unknown', actief: 'unknown' },
  ...{ aktywny: 'unknown', ativo: 'unknown', aktivni: 'unknown' },
  ...{ erteilt: 'given', doubleoptin: 'given', double: 'given', single: 'given', verifieddouble: 'given' },
  ...{
    withdrawn: 'withdrawn',
    revoked: 'withdrawn',
    declined: 'withdrawn',
    denied: 'withdrawn',
    refused: 'withdrawn',
    rejected: 'withdrawn',
    expired: 'withdrawn',
    abgelehnt: 'withdrawn',
    verweigert: 'withdrawn',
    abgelaufen: 'withdrawn',
    rechazado: 'withdrawn',
    rifiutato: 'withdrawn',
    geweigerd: 'withdrawn',
    recusado: 'withdrawn',
    out: 'withdrawn',
    invalid: 'withdrawn',
  },
  ...{
    blocked: 'withdrawn',
    hardbounced: 'withdrawn',
    spam: 'withdrawn',
    removed: 'withdrawn',
    archived: 'withdrawn',
  },
  ...{
    unknown: 'unknown',
    notrecorded: 'unknown',
    unbekannt: 'unknown',
    na: 'unknown',
    none: 'unknown',
    null: 'unknown',
  },
  ...{ softbounced: 'unknown', softbounce: 'unknown' },
  ...{
    inconnu: 'unknown',
    desconocido: 'unknown',
    sconosciuto: 'unknown',
    onbekend: 'unknown',
    nieznany: 'unknown',
  },
};

const negated = new Set<string>(negations);
const outWords = new Set<string>(optOutWords);

/** A state in words (“unsubscribed”, “cleaned”, “abgemeldet”), whatever its column is called; null where it is none. */
export function stateMeaning(word: string): ConsentMeaning | null {
  const words = looseWords(word);
  const together = looseText(word);
  if (together === '' || words.length > 6) return null;
  const known = exact[together];
  if (known) return known;
  if (saysOptOut(together) || words.some((one) => outWords.has(one))) return 'withdrawn';
  if (pendingStems.some((stem) => together.includes(stem))) return 'withdrawn';
  if (!optInStems.some((stem) => together.includes(stem))) return null;
  return words.some((one) => negated.has(one)) ? 'withdrawn' : 'given';
}

/** Says by itself that its column is about mail; “archived”, “pending” and “active” are said of orders and customers too. */
export const isPlainState = (word: string): boolean => {
  const together = looseText(word);
  return saysOptOut(together) || optInStems.some((stem) => together.includes(stem));
};

const blanks = new Set([
  '',
  '-',
  '–',
  '—',
  'n/a',
  '#n/a',
  'null',
  'none',
  'nan',
  'false',
  'never',
  '[]',
  '{}',
  '""',
]);

export const isBlankAnswer = (word: string): boolean => blanks.has(word.trim().toLowerCase());

/** true and false as well as yes and no, ticks and crosses in a form. */
export const yesOrNo = (word: string): boolean | null => recogniseYesNo(word);
