/** Data field, in capitals → its value, or its default; a field that isn't in it is not known. */
type PersonValues = ReadonlyMap<string, string>;

const marks = /@([A-Z0-9_-]{1,20})@/gi;
const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Puts a person's values for `@FIRSTNAME@` and the like, as Dotdigital does; a mark that names no field stays. In HTML a value is only ever text. */
export const personalise = (text: string, values: PersonValues, into: 'html' | 'text'): string =>
  text.replace(marks, (mark, name: string) => {
    const value = values.get(name.toUpperCase());
    if (value === undefined) return mark;
    return into === 'html' ? value.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign) : value;
  });

/** The data fields that a text asks for, in capitals. */
export const findMarks = (text: string): string[] =>
  [...text.matchAll(marks)].map(([, name = '']) => name.toUpperCase());
