import { expect, it } from 'vitest';
import { mappingNotes, problemOf } from './row-problems';
import { whyNotTwoWay } from './two-way';

const fields = [
  { id: '1', name: 'FIRSTNAME', type: 'String', gone: false },
  { id: '2', name: 'TOTAL', type: 'Numeric', gone: false },
  { id: '3', name: 'OLD', type: 'String', gone: true },
  { id: '4', name: 'CITY', type: 'String', gone: false },
];
const catalogue = [
  { name: 'firstName', label: 'First name', type: 'text', group: 'Person', writable: true },
  { name: 'email', label: 'E-mail', type: 'email', group: 'Contact', writable: true },
  { name: 'orderCount', label: 'Order count', type: 'number', group: 'Orders', writable: false },
  { name: 'custom.size', label: 'Size', type: 'number', group: 'Custom fields', writable: true },
  { name: 'custom.old', label: 'Old', type: 'text', group: 'Custom fields', writable: false },
  { name: 'consentState', label: 'Marketing consent', type: 'choice', group: 'Record', writable: true },
  { name: 'tags', label: 'Tags', type: 'tags', group: 'Record', writable: false },
];
const notes = (
  rows: { dataFieldId: string; sources: string[] }[],
  others: { name: string; syncPriority: number; fieldNames: string[] }[] = [],
) =>
  mappingNotes({
    rows: rows.map((row) => ({ ...row, format: { tag: '' } })),
    fields,
    catalogue,
    syncPriority: 10,
    others,
  });

it('names what is unmapped, unknown, of the wrong type, twice or gone', () => {
  const found = notes([
    { dataFieldId: '1', sources: [] },
    { dataFieldId: '2', sources: ['firstName'] },
    { dataFieldId: '3', sources: ['firstName'] },
    { dataFieldId: '4', sources: ['custom.away'] },
    { dataFieldId: '4', sources: ['firstName'] },
    { dataFieldId: '', sources: [] },
  ]);
  expect(found.map(({ row, stops, text }) => [row, stops, text.slice(0, 40)])).toEqual([
    [0, true, 'FIRSTNAME has no CRM field.'],
    [1, true, 'First name can’t be put into TOTAL, whos'],
    [2, true, 'OLD is gone at Dotdigital. Nothing is se'],
    [3, true, 'The field custom.away is not known.'],
    [4, true, 'CITY is in this mapping twice.'],
    [5, true, 'Row 6 has no data field.'],
  ]);
});

it('names fields that two mappings fill with equal right, and how many get nothing', () => {
  const rows = [{ dataFieldId: '1', sources: ['firstName'] }];
  const other = (syncPriority: number) => [{ name: 'Leads', syncPriority, fieldNames: ['FIRSTNAME'] }];
  expect(notes(rows, other(10)).map(({ stops, text }) => [stops, text.includes('Leads')])).toEqual([
    [false, true],
    [false, false],
  ]);
  expect(notes(rows, other(9))).toEqual([
    { row: null, stops: false, text: '2 data fields of this account get nothing from this mapping.' },
  ]);
});

it('lets changes come back only through one own field that nothing alters', () => {
  const why = (sources: string[], type: 'String' | 'Numeric' | 'Boolean', rules: unknown[] = []) =>
    whyNotTwoWay({ sources, rules }, type, (name) => catalogue.find((one) => one.name === name));
  expect(why(['firstName'], 'String')).toBeNull();
  expect(why(['custom.size'], 'Numeric')).toBeNull();
  expect(why(['tags'], 'Boolean')).toBeNull();
  expect(why(['tags'], 'String')).toContain('another form');
  expect(why(['custom.size'], 'String')).toContain('another form');
  expect(why(['orderCount'], 'Numeric')).toContain('computes it');
  expect(why(['custom.old'], 'String')).toContain('put away');
  expect(why(['consentState'], 'String')).toContain('Who may be mailed');
  expect(why(['custom.gone'], 'String')).toContain('not known');
  expect(why(['email'], 'String')).toContain('recognised');
  expect(why(['firstName', 'email'], 'String')).toContain('joined');
  expect(why(['firstName'], 'String', [{ kind: 'trim' }])).toContain('rules');
  expect(why([], 'String')).toContain('Choose');
});

it('takes tags into a Boolean data field only when it is said which of them it tells of', () => {
  const tags = [{ name: 'tags', label: 'Tags', type: 'tags' }];
  const problem = (type: string, tag: string) =>
    problemOf({ sources: ['tags'], format: { tag } }, { name: 'VIP', type, gone: false }, tags);
  expect(problem('Boolean', '')).toBe('Choose the tag that VIP tells of.');
  expect(problem('Boolean', 'gold')).toBeNull();
  expect(problem('String', '')).toBeNull();
  expect(problem('Numeric', 'gold')).toContain('can’t be put into VIP');
});
