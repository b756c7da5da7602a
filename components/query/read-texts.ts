/** The values of a pasted text: its lines and what stands between commas or tabs, each once; `repeated` are those that stand there again. */
export function readTexts(
  text: string,
  known: readonly string[] = [],
): { values: string[]; added: number; repeated: number } {
  const pieces = text
    .split(/[\n\r\t,]+/)
    .map((one) => one.trim())
    .filter(Boolean);
  const values = new Set(known);
  for (const one of pieces) values.add(one);
  const added = values.size - known.length;
  return { values: [...values], added, repeated: pieces.length - added };
}
