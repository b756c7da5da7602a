'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';

import { Button } from './button';
import { Input } from './input';

/** Something that is told this once, chosen already and ready to be copied. */
export function ShownOnce({ label, value }: { label: string; value: string }) {
  const [copied, setCopied] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => field.current?.select(), []);

  const copy = async (): Promise<void> => {
    field.current?.select();
    // Without https a browser keeps the clipboard from us; what is chosen can still be copied by hand.
    await navigator.clipboard?.writeText(value).then(
      () => setCopied(true),
      () => undefined,
    );
  };

  return (
    <div>
      <label htmlFor={id} className="mb-[5px] block text-md font-medium">
        {label}
      </label>
      <div className="flex flex-wrap gap-2">
        <Input
          ref={field}
          id={id}
          readOnly
          value={value}
          className="min-w-0 flex-[1_1_260px] font-mono"
          onFocus={(event) => event.target.select()}
        />
        <Button onClick={copy}>
          {copied ? <Check aria-hidden /> : <Copy aria-hidden />} {copied ? 'Copied' : 'Copy'}
        </Button>
      </div>
      <p aria-live="polite" className="sr-only">
        {copied ? `The ${label.toLowerCase()} is copied.` : ''}
      </p>
    </div>
  );
}
