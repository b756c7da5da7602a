import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { unstable_doesMiddlewareMatch as doesMatch } from 'next/experimental/testing/server';
import { describe, expect, it } from 'vitest';
import { config } from './proxy';

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
