import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { createLogger, maskAddresses } from './logger';

function logOf(work: (log: ReturnType<typeof createLogger>) => void): string {
  let text = '';
  const out = new Writable({
    write: (chunk, _encoding, done) => {
      text += String(chunk);
      done();
    },
  });
  work(createLogger('trace', out));
  return text;
}

const nasty = 'a\r\nSet-Cookie: b\u2028c\u2029d\u0085e\u001B[31mred\u009B31m\u202Egnp.exe\u0000\u0007\u007F';

test('one call is one line, whatever stands in a name or an error (check 39)', () => {
  const text = logOf((log) => {
    log.info({ userAgent: nasty, list: { name: nasty } }, `opened ${nasty}`);
    log.error({ err: new Error(nasty) }, nasty);
  });
  const lines = text.split('\n');
  expect(lines).toHaveLength(3);
  expect(lines.map((line) => line.split(/[\r\u0085\u2028\u2029]/).length)).toEqual([1, 1, 1]);
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]/u);
  expect((JSON.parse(lines[0] ?? '') as { userAgent: string }).userAgent).toBe(nasty);
});

test('secrets and people are not in it, at any depth that we use, nor credentials in an address (check 44)', () => {
  const text = logOf((log) => {
    log.info({ password: 'hunter2', body: { token: 'dbr_secret', deep: { email: 'ada@example.com' } } }, 'x');
    log.error(
      { err: new Error('connect postgresql://dotbridge:hunter2@127.0.0.1/x for ada@example.com') },
      'y',
    );
  });
  expect(text).not.toMatch(/hunter2|dbr_secret|ada@example/);
  expect(maskAddresses('<Ada@Example.com>')).toBe('<[address]>');
});
