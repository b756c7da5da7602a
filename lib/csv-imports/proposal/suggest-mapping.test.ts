import { expect, it } from 'vitest';

import { fieldSynonyms, recordFields, relatedFields } from '@/lib/crm';
import { suggestMapping } from './suggest-mapping';

const own = [...recordFields.filter((field) => field.writable), ...relatedFields];

it('knows every own field by its label, and one that text may set by its name', () => {
  for (const field of own) {
    expect(suggestMapping([field.label], []), field.label).toEqual({ 0: field.name });
    if (field.writable) expect(suggestMapping([field.name], []), field.name).toEqual({ 0: field.name });
  }
});

it('knows every own field by each of its synonyms, and keeps synonyms for no other field', () => {
  expect(Object.keys(fieldSynonyms).filter((name) => !own.some((field) => field.name === name))).toEqual([]);
  for (const [name, words] of Object.entries(fieldSynonyms))
    for (const word of words) expect(suggestMapping([word.toUpperCase()], []), word).toEqual({ 0: name });
});
