import type { Screen } from './screen';

/** The screen for a path, with the parts that its `:names` stand for. A screen without any goes before one with some. */
export function findScreen(
  screens: readonly Screen[],
  path: string,
): { screen: Screen; params: Record<string, string> } | undefined {
  const parts = partsOf(path);
  let found: { screen: Screen; params: Record<string, string> } | undefined;
  for (const screen of screens) {
    const params = matchParts(partsOf(screen.path), parts);
    if (params && (!found || Object.keys(params).length < Object.keys(found.params).length))
      found = { screen, params };
  }
  return found;
}

const partsOf = (path: string): string[] => path.split('/').filter((part) => part !== '');

function matchParts(pattern: string[], parts: string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, wanted] of pattern.entries()) {
    const part = parts[i] ?? '';
    if (wanted.startsWith(':')) params[wanted.slice(1)] = decode(part);
    else if (wanted !== part.toLowerCase()) return undefined;
  }
  return params;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return part;
    throw error;
  }
}
