const times = new WeakMap<object, number>();

/** Notes when a row came about, or was changed, where the answer itself does not tell. */
export function dated<T extends object>(row: T, time: number): T {
  times.set(row, time);
  return row;
}

const dateKey = /^(date|created|updated|lastModified|processedDate|sentDate)/i;

/** The newest date known of a row. */
export function timeOf(row: unknown): number | undefined {
  if (row === null || typeof row !== 'object') return undefined;
  const noted = times.get(row);
  if (noted !== undefined) return noted;
  const told = Object.entries(row).flatMap(([key, value]) =>
    dateKey.test(key) && typeof value === 'string' ? [Date.parse(value)] : [],
  );
  const newest = Math.max(...told.filter((time) => !Number.isNaN(time)));
  return newest === -Infinity ? undefined : newest;
}
