import { expect, test } from 'vitest';
import { newRow } from './editor-rows';
import { settingsWords } from './settings-words';

const said = (separator: string): string[] =>
  settingsWords({ ...newRow('1', ['firstName', 'lastName']), separator }, [], 'String');

test('what joins two fields can be read, a space too', () => {
  expect(said(' ')).toEqual(['joined by a space']);
  expect(said('')).toEqual(['joined without a space']);
  expect(said(', ')).toEqual(['joined by “, ”']);
});
