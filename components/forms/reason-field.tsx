import { useId } from 'react';
import { CountedInput } from '../ui/counted-input';

type ReasonFieldProps = { max: number; value: string; onChange: (value: string) => void };

/** Why somebody stops something that others rely on. */
export function ReasonField({ max, value, onChange }: ReasonFieldProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-md font-medium">
        Why <span className="font-normal text-ink-3">optional, shown with your name</span>
      </label>
      <CountedInput id={id} max={max} value={value} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}
