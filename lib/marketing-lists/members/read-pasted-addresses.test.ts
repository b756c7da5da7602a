import { describe, expect, it } from 'vitest';
import { readPastedAddresses } from './read-pasted-addresses';

const keys = (text: string) => readPastedAddresses(text).map(({ key }) => key);

describe('pasted addresses', () => {
  it('are read one per line, between commas and from brackets', () => {
    expect(
      keys(
        'ada@example.com\r\nBob <BOB@Example.com>\n\ncy@example.com; dee@example.com,"eve@example.com"\nmailto:fay@example.com',
      ),
    ).toEqual([
      'ada@example.com',
      'bob@example.com',
      'cy@example.com',
      'dee@example.com',
      'eve@example.com',
      'fay@example.com',
    ]);
  });

  it('keep every line that is no address, with its number', () => {
    expect(readPastedAddresses('Ada Byron\n\n+44 20 7946 0000')).toEqual([
      { line: 1, text: 'Ada Byron', key: null },
      { line: 3, text: '+44 20 7946 0000', key: null },
    ]);
  });

  it('take the one address out of a row of a table', () => {
    expect(readPastedAddresses('Ada\tByron\tada@example.com\tLondon')).toEqual([
      { line: 1, text: 'Ada\tByron\tada@example.com\tLondon', key: 'ada@example.com' },
    ]);
  });
});
