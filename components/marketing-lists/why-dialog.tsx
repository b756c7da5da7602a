'use client';

import { useId, useState } from 'react';

import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Input } from '../ui/input';
import { WhyPanel } from './why-panel';

type WhyDialogProps = {
  list: { id: string; name: string };
  /** Whom to begin with: from a row or a record page. */
  who?: string;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: React.ReactNode;
};

/** Why is this person in, or not? Type or paste an address. */
export function WhyDialog({ list, who = '', open, onOpenChange, trigger }: WhyDialogProps) {
  const [asked, setAsked] = useState(who);
  const [text, setText] = useState(/^\d+$/.test(who) ? '' : who);
  const id = useId();
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      trigger={trigger}
      title="Why is this person in, or not?"
      description={`On ${list.name}, as everything stands now.`}
    >
      <div className="grid grid-cols-1 gap-4">
        <form
          className="flex flex-wrap items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            event.stopPropagation();
            setAsked(text.trim());
          }}
        >
          <div className="min-w-0 flex-1 basis-64">
            <label htmlFor={id} className="mb-1 block text-md font-medium">
              E-mail address
            </label>
            <Input
              id={id}
              value={text}
              autoComplete="off"
              placeholder="name@example.com"
              onChange={(event) => setText(event.target.value)}
            />
          </div>
          <Button type="submit" why={text.trim() === '' ? 'Type an address first.' : null}>
            Find out
          </Button>
        </form>
        {asked && <WhyPanel key={asked} listId={list.id} who={asked} />}
      </div>
    </Dialog>
  );
}
