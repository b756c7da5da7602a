/** `*` any characters, `?` one, `[a-z]` one of, `[!a-z]` one that is not. */
export function wildcard(pattern: string, caseSensitive: boolean): RegExp {
  const source = pattern.replace(/\[!?[^\]]*\]|[.+^${}()|\\*?]/g, (part) => {
    if (part === '*') return '.*';
    if (part === '?') return '.';
    return part.startsWith('[') ? part.replace(/^\[!/, '[^').replaceAll('\\', '\\\\') : `\\${part}`;
  });
  return new RegExp(`^${source}$`, caseSensitive ? 'su' : 'sui');
}

export function isPattern(pattern: string): boolean {
  try {
    return wildcard(pattern, true) instanceof RegExp;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
