type SparklineProps = { values: number[]; /** Its meaning in words: "opens per day, last 30 days". */ label: string; width?: number; height?: number };

/** A line without axes, for a table cell. */
export function Sparkline({ values, label, width = 88, height = 22 }: SparklineProps) {
  const highest = Math.max(1, ...values);
  const x = (index: number): number => (values.length < 2 ? 0 : (index / (values.length - 1)) * (width - 2) + 1);
  const y = (value: number): number => height - 2 - (value / highest) * (height - 4);
  const points = values.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  return (
    <svg role="img" aria-label={label} width={width} height={height} viewBox={`0 0 ${width} ${height}`} className="inline-block align-middle">
      <polyline points={points} fill="none" stroke="var(--c1)" strokeWidth={1.5} strokeLinejoin="round" strokeLinecap="round" />
    </svg>
  );
}
