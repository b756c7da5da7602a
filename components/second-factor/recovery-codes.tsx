'use client';

import { Check, Copy, Download } from 'lucide-react';
import { useState } from 'react';

import { saveFile } from '../charts/save-file';
import { FormFoot } from '../forms/form-foot';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';

/** For the day on which the phone is lost; the only moment in which they are seen. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const [copied, setCopied] = useState(false);
  const text = codes.join('\n');
  const copy = async (): Promise<void> => {
    // Without https a browser keeps the clipboard from us; they can still be chosen and copied by hand.
    await navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  return (
    <div className="grid gap-4">
      <Notice tone="warn" title="Keep these recovery codes.">
        Each of them lets you in once, in place of a code of the phone. Nobody can show them again: put them
        where you find them without the phone.
      </Notice>
      <ul
        aria-label="Recovery codes"
        className="grid gap-x-6 gap-y-1 rounded-sm border bg-sunken px-4 py-3 font-mono text-md select-all sm:grid-cols-[auto_auto] sm:justify-start"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <FormFoot>
        <Button onClick={copy}>
          {copied ? <Check aria-hidden /> : <Copy aria-hidden />} {copied ? 'Copied' : 'Copy'}
        </Button>
        <Button
          onClick={() =>
            saveFile('dotbridge-recovery-codes.txt', new Blob([`${text}\n`], { type: 'text/plain' }))
          }
        >
          <Download aria-hidden /> Save as a file
        </Button>
        <Button variant="primary" onClick={onDone}>
          I have kept them
        </Button>
      </FormFoot>
      <p aria-live="polite" className="sr-only">
        {copied ? 'The recovery codes are copied.' : ''}
      </p>
    </div>
  );
}
