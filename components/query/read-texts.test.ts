import { expect, it } from 'vitest';

import { readTexts } from './read-texts';

it('reads lines and what stands between commas, each once, and says how many stand there again', () => {
  expect(readTexts('Berlin\r\n Hamburg, Berlin\t\n,\nKöln')).toEqual({
    values: ['Berlin', 'Hamburg', 'Köln'],
    added: 3,
    repeated: 1,
  });
  expect(readTexts('Köln\nBonn', ['Berlin', 'Köln'])).toEqual({
    values: ['Berlin', 'Köln', 'Bonn'],
    added: 1,
    repeated: 1,
  });
  expect(readTexts('  \n')).toEqual({ values: [], added: 0, repeated: 0 });
});
