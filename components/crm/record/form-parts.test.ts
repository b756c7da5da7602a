import { expect, it } from 'vitest';

import { textFields } from '@/lib/crm/schemas';
import { formParts } from './form-parts';

it('the form of a record has every field that text goes into, once', () => {
  const names = formParts.flat().map(({ name }) => name);
  expect(names.toSorted()).toEqual(textFields.map(({ name }) => name).toSorted());
});
