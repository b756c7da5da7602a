/** Names of months in the languages that our files come in; of one name in two months the earlier language is believed. */
const languages = [
  ...[
    'en',
    'de',
    'fr',
    'es',
    'it',
    'nl',
    'pl',
    'pt',
    'sv',
    'da',
    'nb',
    'cs',
    'sk',
    'fi',
    'hu',
    'ro',
    'tr',
    'ru',
    'uk',
    'el',
  ],
];

const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}+|\./gu, '')
    .toLowerCase();

let months: Map<string, number> | undefined;

function readNames(): Map<string, number> {
  const found = new Map<string, number>();
  for (const language of languages) {
    for (const options of [
      { month: 'long' },
      { month: 'short' },
      { day: 'numeric', month: 'long' },
    ] as const) {
      const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
      for (let month = 1; month <= 12; month += 1) {
        const name = format
          .formatToParts(Date.UTC(2024, month - 1, 15))
          .find((part) => part.type === 'month')?.value;
        for (const one of [plain(name ?? ''), plain(name ?? '').slice(0, 3)])
          if (/^\p{L}{3,}$/u.test(one) && !found.has(one)) found.set(one, month);
      }
    }
  }
  // Three letters stand for a month only where they stand for one: jun and jul do, the Czech čer doesn't.
  for (const short of ['cer', 'jui', 'zar']) found.delete(short);
  found
    .set('sept', 9)
    .set('mrt', 3)
    .set('okt', 10)
    .set('dez', 12)
    .set('juil', 7)
    .set('maer', 3)
    .set('maerz', 3);
  return found;
}

/** The month that a word names, counted from 1. */
export const monthOf = (word: string): number | undefined => (months ??= readNames()).get(plain(word));
