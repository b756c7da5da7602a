export interface CheckRow {
  /** Which half: the sandbox or the client. */
  side: 'sandbox' | 'client';
  operation: string;
  /** What was looked at, such as the statuses seen. */
  seen: string;
  passed: number;
  failures: string[];
  /** A deviation that is meant, with its reason. */
  note?: string;
}

/** Prints the table and the closing line; tells whether all is well. */
export function printReport(rows: CheckRow[]): boolean {
  const width = Math.min(90, Math.max(...rows.map(({ operation }) => operation.length)));
  for (const { side, operation, seen, passed, failures, note } of rows) {
    const mark = failures.length > 0 ? 'FAIL' : 'ok';
    process.stdout.write(
      `${mark.padEnd(5)}${side.padEnd(9)}${operation.padEnd(width)}  ${String(passed).padStart(3)}  ${seen}${note ? `  (${note})` : ''}\n`,
    );
    for (const failure of failures) process.stdout.write(`      ${failure}\n`);
  }
  const passed = rows.reduce((sum, row) => sum + row.passed, 0);
  const failed = rows.reduce((sum, row) => sum + row.failures.length, 0);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0;
}
