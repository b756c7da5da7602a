import { expect, it } from 'vitest';
import { sandboxAt } from './sandbox';

it('takes an address of this machine for the sandbox, and nothing else', () => {
  expect(sandboxAt('http://127.0.0.1:4195')).toBe('http://127.0.0.1:4195');
  expect(sandboxAt('http://localhost:4195/r1')).toBe('http://localhost:4195');
  expect(sandboxAt('https://r1-api.dotdigital.com')).toBeNull();
  expect(sandboxAt('https://localhost.example.com')).toBeNull();
});
