import { cn } from './cn';

type ProgressProps = {
  /** 0 to 100; without it the bar only says that something is under way. */
  value?: number;
  label: string;
  tone?: 'c1' | 'c2' | 'c3' | 'c4' | 'c5';
  className?: string;
};

const fill = { c1: 'bg-c1', c2: 'bg-c2', c3: 'bg-c3', c4: 'bg-c4', c5: 'bg-c5' };

export function Progress({ value, label, tone = 'c1', className }: ProgressProps) {
  const share = value === undefined ? undefined : Math.min(100, Math.max(0, value));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === undefined ? undefined : Math.round(share)}
      className={cn('h-[5px] overflow-hidden rounded-xs bg-sunken inset-ring inset-ring-line/60', className)}
    >
      <div
        className={cn(
          'h-full rounded-xs transition-[width] duration-150',
          fill[tone],
          share === undefined && 'w-full animate-breathe',
        )}
        style={share === undefined ? undefined : { width: `${share}%` }}
      />
    </div>
  );
}
