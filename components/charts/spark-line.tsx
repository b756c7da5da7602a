const size = { width: 84, height: 20 };

/** A shape beside a number: which way it went, not how much. `label` says it in words. */
export function SparkLine({ values, label }: { values: readonly number[]; label: string }) {
  const most = Math.max(...values, 0);
  if (most === 0) return null;
  const step = size.width / Math.max(values.length - 1, 1);
  const points = values.map(
    (value, n) =>
      `${Math.round(n * step)},${Math.round(size.height - 1 - (value / most) * (size.height - 2))}`,
  );
  return (
    <svg role="img" aria-label={label} width={size.width} height={size.height} className="spark">
      <polyline points={points.join(' ')} />
    </svg>
  );
}
