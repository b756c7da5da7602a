import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { unstable_doesMiddlewareMatch as doesMatch } from 'next/experimental/testing/server';
import { describe, expect, it, test } from 'vitest';
import { NextRequest } from 'next/server';
import { config, proxy } from './proxy';

const guards = (path: string): boolean => doesMatch({ config, url: path });
const files = readdirSync(join(import.meta.dirname, 'public'));

describe('who is sent to the sign-in page', () => {
  it('is nobody who asks for a file that a browser asks for by itself', () => {
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((name) => guards(`/${name}`))).toEqual([]);
  });

  it('is whoever asks for a page, whatever it is called', () => {
    for (const path of ['/', '/sign-in', '/marketing-lists', '/robots.txt/x', '/icon.svgs', '/favicon-ico'])
      expect([path, guards(path)]).toEqual([path, true]);
  });
});

describe('who has no session any more', () => {
  const asked = (init: { method: string; headers?: Record<string, string> }) =>
    proxy(new NextRequest('http://localhost:3000/contacts/new?from=here', init));

  it('is sent to sign in and back from a page', () => {
    expect(asked({ method: 'GET' }).headers.get('location')).toBe(
      'http://localhost:3000/sign-in?callbackUrl=%2Fcontacts%2Fnew%3Ffrom%3Dhere',
    );
  });

  it('hears it from the action itself, so that what was typed can be sent again', () => {
    expect(asked({ method: 'POST', headers: { 'next-action': 'a1' } }).headers.get('location')).toBeNull();
    expect(asked({ method: 'POST' }).headers.get('location')).toContain('/sign-in');
  });
});

test('every page names where a broken policy is reported, for browsers old and new (24)', () => {
  const { headers } = proxy(new NextRequest('http://localhost:3000/sign-in'));
  const policy = headers.get('content-security-policy')?.split('; ');
  expect(policy).toEqual(expect.arrayContaining(['report-to policy', 'report-uri /api/csp-reports']));
  expect(headers.get('reporting-endpoints')).toBe('policy="/api/csp-reports"');
});
