import { distance } from 'fastest-levenshtein';
import { convertibleTo, type DataFieldType } from './data-field-types';

type Field = { id: string; name: string; type: DataFieldType; gone: boolean };
type Source = { name: string; label: string; type: string; synonyms: readonly string[] };

export type SuggestedRow = { dataFieldId: string; sources: string[] };

/** Slips in ten letters beyond which it is another word. */
const maxSlips = 2;
const shortestForSlips = 5;

/** What two of Dotdigital's own fields are made of; the others are found by their name. */
const together: Readonly<Record<string, readonly string[]>> = { FULLNAME: ['firstName', 'lastName'] };

/**
 * A CRM field for each data field that has none, by likeness of their names: the same letters, else a name that other systems give
 * the field, else a few slips. Nothing is suggested where the types don't fit, or where two fields are as like.
 */
export function suggestRows(fields: readonly Field[], sources: readonly Source[]): SuggestedRow[] {
  const known = sources.map((source) => ({
    source,
    names: [plain(source.name), plain(source.label)],
    synonyms: source.synonyms.map(plain),
  }));
  return fields.flatMap((field): SuggestedRow[] => {
    if (field.gone || field.name.toUpperCase() === 'LASTSUBSCRIBED') return [];
    const parts = together[field.name.toUpperCase()];
    if (parts && field.type === 'String' && parts.every((name) => sources.some((one) => one.name === name)))
      return [{ dataFieldId: field.id, sources: [...parts] }];
    const name = plain(field.name);
    const fitting = known.filter(({ source }) => convertibleTo[source.type]?.includes(field.type));
    const found =
      onlyOne(fitting.filter(({ names }) => names.includes(name))) ??
      onlyOne(fitting.filter(({ synonyms }) => synonyms.includes(name))) ??
      nearest(fitting, name);
    return found ? [{ dataFieldId: field.id, sources: [found.source.name] }] : [];
  });
}

type Known = { source: Source; names: string[] };

const onlyOne = <One>(found: readonly One[]): One | undefined => (found.length === 1 ? found[0] : undefined);

function nearest<One extends Known>(known: readonly One[], name: string): One | undefined {
  if (name.length < shortestForSlips) return undefined;
  const slips = known.map((one) => ({
    one,
    slips: Math.min(...one.names.map((other) => distance(name, other))),
  }));
  const least = Math.min(...slips.map((each) => each.slips));
  if (least * 10 > maxSlips * name.length) return undefined;
  return onlyOne(slips.filter((each) => each.slips === least))?.one;
}

/** Small letters and digits alone, without what a name says about its place: custom.shoe_size is SHOESIZE and Shoe size. */
const plain = (text: string): string =>
  text
    .replace(/^custom\./, '')
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
