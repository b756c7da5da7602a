import { expect, test } from 'vitest';
import { isOwnOrigin, safePath } from './own-origin';

const app = 'http://127.0.0.1:3000';

test('only the application’s own origin counts, by any loopback name', () => {
  expect(isOwnOrigin('http://127.0.0.1:3000', app)).toBe(true);
  expect(isOwnOrigin('http://localhost:3000', app)).toBe(true);
  for (const origin of [
    null,
    'null',
    'http://localhost:3001',
    'https://localhost:3000',
    'http://evil.example',
    'http://127.0.0.1.evil.example:3000',
  ]) {
    expect(isOwnOrigin(origin, app), String(origin)).toBe(false);
  }
  expect(isOwnOrigin('http://localhost:443', 'https://dotbridge.example.com')).toBe(false);
});

test('after sign-in a person never leaves the application', () => {
  expect(safePath('/marketing-lists/4?q=a', app)).toBe('/marketing-lists/4?q=a');
  expect(safePath('http://localhost:3000/contacts', app)).toBe('/contacts');
  for (const target of [
    '//evil',
    '/\\evil',
    'https:evil',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://app@evil',
    '/\tevil',
    'http://evil.example/',
    undefined,
  ]) {
    expect(safePath(target, app), String(target)).toMatch(/^\/($|[^/\\])/);
    expect(new URL(safePath(target, app), app).origin).toBe(app);
  }
});
