import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/**
 * What code of ours threw in the web application of an installation and nobody caught, as Next says it in its log. Where a page throws while
 * the server draws it, the browser draws it anew, and nothing is seen but that it comes late.
 */
export function findThrown(dataDir: string): string[] {
  const log = join(dataDir, 'logs', 'web.log');
  return existsSync(log) ? thrownIn(readFileSync(log, 'utf8')) : [];
}

/** The framework says in the same words that it refused a call, with frames of its own or none. */
export function thrownIn(log: string): string[] {
  const lines = stripVTControlCharacters(log).split('\n');
  const thrown = lines.filter((line, at) => line.startsWith('⨯') && isOurs(lines[at + 1] ?? ''));
  return [...new Set(thrown)];
}

const isOurs = (frame: string): boolean => /^\s+at .*\.next\/server\//.test(frame);
