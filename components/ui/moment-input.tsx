import { Input } from './input';

type MomentInputProps = { id: string; value: string; onChange: (value: string) => void };

/** A day and a time by the clock of this computer, as `readMoment` reads it. */
export function MomentInput({ id, value, onChange }: MomentInputProps) {
  return (
    <Input
      id={id}
      type="datetime-local"
      className="max-w-[240px]"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** ISO; null: nothing, or no time that there is. */
export function readMoment(text: string): string | null {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}
