/** Names of countries and languages in the tongues our files come in, read backwards into their codes. */
const tongues = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'sv', 'da', 'nb', 'cs'];

/** What files write and no dictionary says; keys as `loose` makes them. */
const countryAliases: Record<string, string> = {
  usa: 'US',
  'u s a': 'US',
  'united states of america': 'US',
  america: 'US',
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  uae: 'AE',
  holland: 'NL',
  'czech republic': 'CZ',
  'russian federation': 'RU',
  korea: 'KR',
  'republic of korea': 'KR',
  'south korea': 'KR',
  'viet nam': 'VN',
  'ivory coast': 'CI',
  'cote d ivoire': 'CI',
  swaziland: 'SZ',
  'cape verde': 'CV',
  macedonia: 'MK',
  'east timor': 'TL',
  burma: 'MM',
  'holy see': 'VA',
  'libyan arab jamahiriya': 'LY',
  'syrian arab republic': 'SY',
  'lao people s democratic republic': 'LA',
  'brunei darussalam': 'BN',
  'islamic republic of iran': 'IR',
  turkey: 'TR',
  'democratic people s republic of korea': 'KP',
  'saint helena': 'SH',
  'saint martin': 'MF',
  'svalbard and jan mayen islands': 'SJ',
  bosnia: 'BA',
  'united states virgin islands': 'VI',
  'saint vincent and the grenadines': 'VC',
  'kyrgyz republic': 'KG',
  pitcairn: 'PN',
  'slovak republic': 'SK',
  'united states minor outlying islands': 'UM',
  brd: 'DE',
  'palestinian territory': 'PS',
  'french southern territories': 'TF',
  'turks and caicos': 'TC',
  'heard island and mcdonald islands': 'HM',
  'south georgia and the south sandwich islands': 'GS',
  reunion: 'RE',
};

const loose = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/\([^)]*\)|\bsar china\b/gu, ' ')
    .replace(/\bst\b\.?/gu, 'saint')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

function readBackwards(type: 'region' | 'language', codes: string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const tongue of tongues) {
    const names = new Intl.DisplayNames([tongue], { type, fallback: 'none' });
    for (const code of codes) {
      const name = names.of(code);
      if (name && !found.has(loose(name))) found.set(loose(name), code);
    }
  }
  return found;
}

const letters = (first: number): string[] =>
  Array.from({ length: 26 }, (_, n) => String.fromCharCode(first + n));
const pairs = (first: number): string[] => letters(first).flatMap((a) => letters(first).map((b) => a + b));

/** Codes that Intl knows but ISO 3166-1 doesn't assign to a country. */
const noCountry = new Set([
  'EU',
  'EZ',
  'UN',
  'XA',
  'XB',
  'ZZ',
  'QO',
  'AC',
  'CP',
  'CQ',
  'DG',
  'EA',
  'IC',
  'TA',
  'XK',
  'UK',
  'SU',
  'YU',
  'CS',
  'DD',
  'FX',
  'TP',
  'ZR',
  'BU',
  'AN',
  'NT',
  'HV',
  'DY',
  'RH',
  'VD',
  'YD',
  'NH',
  'PC',
  'PU',
  'PZ',
  'WK',
  'MI',
  'JT',
  'NQ',
  'FQ',
  'CT',
]);

type Dictionary = { codes: Set<string>; names: Map<string, string> };
let countries: Dictionary | undefined;
let languages: Dictionary | undefined;

function countryDictionary(): Dictionary {
  const named = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const codes = pairs(65).filter((code) => !noCountry.has(code) && named.of(code));
  return { codes: new Set(codes), names: readBackwards('region', codes) };
}

function languageDictionary(): Dictionary {
  const named = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
  const codes = pairs(97).filter((code) => named.of(code));
  return { codes: new Set(codes), names: readBackwards('language', codes) };
}

/** The ISO 3166-1 code of a country's name or code; as typed where nothing fits. */
export function recogniseCountry(text: string): string {
  countries ??= countryDictionary();
  const typed = text.trim();
  const upper = typed.toUpperCase();
  if (countries.codes.has(upper)) return upper;
  const key = loose(typed);
  return (
    countryAliases[key] ?? countries.names.get(key) ?? countries.names.get(key.replace(/^the /, '')) ?? typed
  );
}

/** The BCP 47 tag of a language's name or tag; as typed where nothing fits. */
export function recogniseLanguage(text: string): string {
  languages ??= languageDictionary();
  const typed = text.trim();
  const named = languages.names.get(loose(typed));
  if (named) return named;
  const parts = /^([a-z]{2})(?:[-_]([a-z]{2}))?$/i.exec(typed);
  const language = parts?.[1]?.toLowerCase();
  if (!language || !languages.codes.has(language)) return typed;
  return parts?.[2] ? `${language}-${parts[2].toUpperCase()}` : language;
}

/** Codes of the countries or languages that a filter means: by name in any tongue, an alias, or the code itself. */
export function codesNamedLike(type: 'region' | 'language', op: 'is' | 'contains', text: string): string[] {
  const one = type === 'region' ? recogniseCountry(text) : recogniseLanguage(text);
  const { codes, names } =
    type === 'region' ? (countries ??= countryDictionary()) : (languages ??= languageDictionary());
  const part = loose(text);
  const found = new Set(codes.has(one) || one !== text.trim() ? [one] : []);
  if (op === 'contains' && part !== '')
    for (const [name, code] of names) if (name.includes(part)) found.add(code);
  return [...found];
}
