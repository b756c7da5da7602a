export type Names = { firstName: string; lastName: string };

const titles =
  /^(?:(?:mr|mrs|ms|miss|mx|dr|prof|professor|herr|frau|mme|mlle|monsieur|madame|signor|signora|dhr|mevr)\.?|(?:m|hr|fr|sr|sra|srta|sig|mw|dipl|ing|mag|rev|med|jur|phil|rer|nat|habil|dent|vet|h\.\s?c)\.|dipl\.-ing\.)$/i;
/** Behind a last name, and part of it. */
const behindNames = /^(?:jr|sr|jun|sen|ii|iii|iv|phd|md|esq|m\.?a|b\.?a|m\.?sc|b\.?sc|mba)\.?$/i;
const particles = new Set([
  ...[
    'van',
    'von',
    'vom',
    'zu',
    'zur',
    'zum',
    'de',
    'den',
    'der',
    'des',
    'del',
    'della',
    'dello',
    'degli',
    'di',
    'da',
    'das',
  ],
  ...[
    'do',
    'dos',
    'du',
    'la',
    'le',
    'les',
    'ten',
    'ter',
    'te',
    'af',
    'av',
    'bin',
    'ibn',
    'al',
    'el',
    'st.',
    'mac',
    "'t",
    'op',
  ],
]);
const legalForms =
  /(?:^|\s)(?:[Gg]mb[Hh]|AG|KG|UG|OHG|e\.\s?V\.|Ltd|LTD|Limited|Inc|INC|LLC|PLC|plc|Corp|B\.?V\.?|N\.?V\.?|S\.?A\.?(?:S|R\.?L)?|S\.?[rR]\.?[lL]|S\.?p\.?A|s\.\s?r\.\s?o|[Ss]p\. z o\.\s?o|OY|Oy|AB|AS|A\/S|ApS)\.?(?:[\s;,&]|$)/;

/**
 * A whole name in two: what stands behind a comma is the first name; else the last word is the last name, with the particles
 * before it (van, de la). Titles in front are left out; one word is a first name; a company stays whole as the last name.
 */
export function splitName(text: string): Names {
  const typed = text.replace(/\s+/g, ' ').trim();
  if (legalForms.test(typed)) return { firstName: '', lastName: typed };
  const comma = typed.indexOf(',');
  if (comma > 0) {
    return {
      firstName: withoutTitles(
        typed
          .slice(comma + 1)
          .replaceAll(',', ' ')
          .trim()
          .split(/\s+/),
      ).join(' '),
      lastName: withoutTitles(typed.slice(0, comma).trim().split(' ')).join(' '),
    };
  }
  const words = withoutTitles(typed.split(' '));
  // “Prince” is a first name, “Mr Smith” is not called Smith by friends.
  if (words.length === 1)
    return typed.includes(' ')
      ? { firstName: '', lastName: words[0] ?? '' }
      : { firstName: typed, lastName: '' };
  let from = words.length - 1;
  while (from > 1 && behindNames.test(words[from] ?? '')) from -= 1;
  while (from > 1 && particles.has((words[from - 1] ?? '').toLowerCase())) from -= 1;
  return { firstName: words.slice(0, from).join(' '), lastName: words.slice(from).join(' ') };
}

function withoutTitles(words: string[]): string[] {
  const from = words.findIndex((word) => !titles.test(word));
  return from < 0 ? words : words.slice(from);
}
