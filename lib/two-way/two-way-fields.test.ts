import { expect, it } from 'vitest';
import { isCovered, slim, toldTexts } from './two-way-fields';

const contact = {
  id: 1,
  email: 'ada@x.example',
  optInType: null,
  emailType: null,
  status: null,
  dataFields: { FIRSTNAME: 'Ada', TOTAL: 12.5, VIP: true, EMPTY: null, OTHER: 'x' },
};

it('keeps of a contact the data fields that go both ways, and tells each as it would be sent', () => {
  const names = ['FirstName', 'TOTAL', 'VIP', 'EMPTY', 'GONE'];
  const kept = slim(contact, names);
  expect(Object.keys(kept.dataFields ?? {})).toEqual(['FIRSTNAME', 'TOTAL', 'VIP', 'EMPTY']);
  expect(Object.fromEntries(toldTexts(kept, names))).toEqual({
    FirstName: 'Ada',
    TOTAL: '12.5',
    VIP: 'True',
    EMPTY: '',
  });
  expect(toldTexts({ ...contact, dataFields: null }, names).size).toBe(0);
});

it('reads everybody again for a row that was not read before, and for none else', () => {
  expect(isCovered('', undefined)).toBe(true);
  expect(isCovered('a', undefined)).toBe(false);
  expect(isCovered('a', 'a\nb')).toBe(true);
  expect(isCovered('a\nc', 'a\nb')).toBe(false);
});
