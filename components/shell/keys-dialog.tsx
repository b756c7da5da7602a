'use client';

import { Dialog } from '../ui/dialog';
import { Kbd } from '../ui/kbd';

const KEYS: [string[], string][] = [
  [['Ctrl K', '⌘ K'], 'Search, jump to a page or a record'],
  [['/'], 'Go to the search of the table'],
  [['j', 'k'], 'Next row, row before'],
  [['Enter'], 'Open the row'],
  [['x'], 'Choose the row'],
  [['e'], 'Edit'],
  [['Esc'], 'Close what is open'],
  [['?'], 'This list'],
];

export function KeysDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} width="sm" title="Keys">
      <dl className="grid gap-2">
        {KEYS.map(([keys, what]) => (
          <div key={what} className="flex items-center gap-4">
            <dt className="flex w-28 shrink-0 gap-1.5">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd className="text-ink-2">{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
