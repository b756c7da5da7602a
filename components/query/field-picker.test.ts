import { describe, expect, it } from 'vitest';

import { bestFirst } from './field-picker';

const groups = [
  {
    label: 'Campaign activity',
    choices: [{ value: 'opens', label: 'Opens number', keywords: ['its e-mails together'] }],
  },
  {
    label: 'Contact',
    choices: [
      { value: 'mobile', label: 'Mobile' },
      { value: 'email', label: 'E-mail' },
    ],
  },
];

describe('finding a field by typing', () => {
  it('puts the field of that name before those that only mention it, with its group', () => {
    expect(
      bestFirst(groups, 'e-mail').map(({ label, choices }) => [label, choices.map(({ value }) => value)]),
    ).toEqual([
      ['Contact', ['email']],
      ['Campaign activity', ['opens']],
    ]);
  });

  it('finds by a part of the name or the group, and nothing by what is in none', () => {
    expect(
      bestFirst(groups, 'contact mob').flatMap(({ choices }) => choices.map(({ value }) => value)),
    ).toEqual(['mobile']);
    expect(bestFirst(groups, 'zip')).toEqual([]);
    expect(bestFirst(groups, ' ')).toHaveLength(2);
  });
});
