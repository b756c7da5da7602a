import { useId } from 'react';
import { CountedInput } from '@/components/ui/counted-input';

type FolderNameProps = {
  label: string;
  value: string;
  onChange: (name: string) => void;
  autoFocus?: boolean;
};

export function FolderName({ label, value, onChange, autoFocus }: FolderNameProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-md font-medium">
        {label}
      </label>
      <CountedInput
        id={id}
        autoFocus={autoFocus}
        max={80}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
