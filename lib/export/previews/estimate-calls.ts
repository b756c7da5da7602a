type Rows = { add: number; update: number; remove: number; unsubscribe: number };

/** A look at book and fields, uploads, a few questions for each, one bulk removal per thousand, one unsubscribe each, and pages of a thousand to learn ids. */
export function estimateCalls(rows: Rows, files: number): number {
  const sent = rows.add + rows.update;
  const learning = sent > 0 ? Math.ceil(sent / 1000) + 1 : 0;
  return 2 + files * 5 + Math.ceil(rows.remove / 1000) * 2 + rows.unsubscribe + learning;
}
