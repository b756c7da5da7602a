import { expect, it } from 'vitest';
import { noCounts, shownCounts, type Audience, type AudiencePart } from '@/lib/campaigns/schemas';
import { partAsked, partName } from './part-name';

const part = (kind: AudiencePart['kind'], label = '', values = 1): AudiencePart => ({
  kind,
  key: kind === 'value' ? label.toLowerCase() : null,
  label,
  values,
  counts: shownCounts(noCounts, 'in'),
});
const parts = [
  part('value', 'Bonn'),
  part('value', 'A, B'),
  part('others', '', 3),
  part('empty', '', 0),
  part('none', '', 0),
];
const audience: Audience = { split: { entity: 'lead', name: 'city' }, label: 'City', isMany: false, parts };

it('names each part of an audience, and asks the grid for just its people', () => {
  expect(parts.map((one) => partName(one, audience))).toEqual([
    'Bonn',
    'A, B',
    '3 other values',
    'Empty',
    'No lead of that address',
  ]);
  expect(parts.map((one) => partAsked(one, audience))).toEqual([
    ['=bonn'],
    ['=a, b'],
    ['others', '=bonn', '=a, b'],
    ['empty'],
    ['none'],
  ]);
});
