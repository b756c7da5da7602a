'use client';

import { useState } from 'react';
import { cn } from '@/components/ui/cn';
import { SegmentedControl } from '@/components/ui/segmented-control';

type MailFrameProps = { name: string; html: string; plainText: string };

/** A mail in a frame of its own, in which nothing runs, loads or leads anywhere; as wide as a desk or a phone shows it. */
export function MailFrame({ name, html, plainText }: MailFrameProps) {
  const [part, setPart] = useState<'html' | 'text'>(html === '' ? 'text' : 'html');
  const [width, setWidth] = useState<'desktop' | 'phone'>('desktop');
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <SegmentedControl
          label="Part"
          value={part}
          onChange={setPart}
          options={[
            { value: 'html', label: 'HTML' },
            { value: 'text', label: 'Plain text' },
          ]}
        />
        <SegmentedControl
          label="Width"
          value={width}
          onChange={setWidth}
          options={[
            { value: 'desktop', label: 'Desktop' },
            { value: 'phone', label: 'Phone' },
          ]}
        />
      </div>
      <div className={cn('mt-3', width === 'phone' && 'mx-auto w-full max-w-[375px]')}>
        {part === 'html' ? (
          <iframe
            title={`The mail ${name}`}
            sandbox=""
            referrerPolicy="no-referrer"
            srcDoc={html}
            className="h-[min(60vh,560px)] w-full rounded-sm border bg-white"
          />
        ) : (
          <pre
            className="max-h-[60vh] overflow-auto rounded-sm border bg-sunken p-4 text-sm whitespace-pre-wrap"
            tabIndex={0}
          >
            {plainText || 'No plain text.'}
          </pre>
        )}
      </div>
    </>
  );
}
