import { useId } from 'react';
import { CountedInput } from '@/components/ui/counted-input';

/** Why, in the words of whoever does it; it stands in the history. */
export function ReasonField({ onChange }: { onChange: (reason: string) => void }) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="mt-3 mb-1 block text-md font-medium">
        Reason <span className="font-normal text-ink-3">optional</span>
      </label>
      <CountedInput id={id} max={500} onChange={(event) => onChange(event.target.value)} />
    </>
  );
}
