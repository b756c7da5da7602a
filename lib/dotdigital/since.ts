/** "From the beginning", where a call needs a date: Dotdigital takes dates this old (dotdigital-api.md 14). */
export const beginningOfTime = new Date('1971-01-01T00:00:00Z');

/** A date as it stands in a path: UTC, whole seconds, rounded down so that nothing at the border is missed. */
export const sinceText = (date: Date): string => {
  const from = date < beginningOfTime || Number.isNaN(date.getTime()) ? beginningOfTime : date;
  return `${from.toISOString().slice(0, 19)}Z`;
};
