'use client';

import { Command } from 'cmdk';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';

import { callAction } from '@/components/session/call-action';
import { Button, IconButton } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover';
import { toast } from '@/components/ui/toaster';
import { useOptions } from '@/components/ui/use-options';
import { type ChangeTagInput, type RecordView, TagName } from '@/lib/crm/schemas';
import type { Result } from '@/lib/result';
import { getJson } from '../get-json';
import { useRecordEditing } from './record-editing';

type RecordTagsProps = { tags: string[]; change: (input: ChangeTagInput) => Promise<Result<RecordView>> };

/** The record's tags: a cross takes one, typing gives one, known or new. */
export function RecordTags({ tags, change: changeAction }: RecordTagsProps) {
  const { record, mayChange, tookOwn } = useRecordEditing();
  const [pending, setPending] = useState(false);
  const change = async (kind: 'give' | 'take', tag: string): Promise<boolean> => {
    if (pending) return false;
    setPending(true);
    const result = await callAction(() => changeAction({ id: record.id, change: kind, tag }));
    setPending(false);
    if (!result.ok) {
      toast.bad(kind === 'give' ? `${tag} was not added` : `${tag} was not removed`, {
        detail: result.error.message,
      });
      return false;
    }
    tookOwn(result.data);
    return true;
  };
  return (
    <Card>
      <CardHeader
        title="Tags"
        right={mayChange && <AddTag tags={tags} pending={pending} onAdd={(tag) => change('give', tag)} />}
      />
      {tags.length === 0 ? (
        <p className="px-4 pt-1 pb-4 text-ink-3">No tags yet.</p>
      ) : (
        <ul aria-label="Tags" className="flex flex-wrap gap-1.5 px-4 pt-2 pb-4">
          {tags.map((tag) => (
            <li
              key={tag}
              className={cn(
                'inline-flex h-[26px] max-w-full items-center gap-0.5 rounded-full bg-sunken pl-2.5 text-sm font-medium text-ink-2',
                !mayChange && 'pr-2.5',
              )}
            >
              <span className="cut">{tag}</span>
              {mayChange && (
                <IconButton
                  label={`Remove ${tag}`}
                  size="sm"
                  className="size-[26px] rounded-full"
                  aria-disabled={pending || undefined}
                  onClick={() => void change('take', tag)}
                >
                  <X aria-hidden />
                </IconButton>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

const loadTags = async (search: string): Promise<{ value: string; label: string }[]> =>
  (await getJson<{ name: string }[]>(`/api/records/tags?q=${encodeURIComponent(search)}`)).map(
    ({ name }) => ({ value: name, label: name }),
  );

type AddTagProps = { tags: string[]; pending: boolean; onAdd: (tag: string) => Promise<boolean> };

function AddTag({ tags, pending, onAdd }: AddTagProps) {
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState('');
  const { shown, loading } = useOptions({ options: [], load: loadTags, search, open });
  const typed = search.trim();
  const parsed = TagName.safeParse(typed);
  const held = new Set(tags.map((tag) => tag.toLowerCase()));
  const offered = shown.filter((tag) => !held.has(tag.value.toLowerCase()));
  const isNew =
    typed !== '' &&
    !held.has(typed.toLowerCase()) &&
    !shown.some((tag) => tag.value.toLowerCase() === typed.toLowerCase());
  const add = async (tag: string): Promise<void> => {
    if (await onAdd(tag)) setOpen(false);
  };
  return (
    <Popover
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setSearch('');
      }}
    >
      <PopoverTrigger asChild>
        <Button size="sm" variant="quiet" className="-my-1.5 -mr-2.5">
          <Plus aria-hidden /> Add a tag
        </Button>
      </PopoverTrigger>
      <PopoverContent label="Add a tag" align="end" className="p-0">
        <Command shouldFilter={false} loop label="Tags">
          <Command.Input
            value={search}
            onValueChange={setSearch}
            placeholder="Name of a tag, known or new"
            className="h-10 w-full border-b bg-transparent px-3 outline-none"
          />
          <Command.List label="Tags" className="max-h-64 overflow-y-auto p-1">
            {offered.map((tag) => (
              <TagItem
                key={tag.value}
                value={tag.value}
                disabled={pending}
                onSelect={() => void add(tag.value)}
              >
                {tag.label}
              </TagItem>
            ))}
            {isNew && !loading && parsed.success && (
              <TagItem value={`new:${typed}`} disabled={pending} onSelect={() => void add(typed)}>
                Add “{typed}” as a new tag
              </TagItem>
            )}
          </Command.List>
          {typed !== '' && !parsed.success && (
            <p role="alert" className="px-3 pb-3 text-sm text-bad">
              {parsed.error.issues[0]?.message}
            </p>
          )}
          {held.has(typed.toLowerCase()) && (
            <p className="px-3 pb-3 text-sm text-ink-3">Has this tag already.</p>
          )}
          {typed === '' && !loading && offered.length === 0 && (
            <p className="px-3 pb-3 text-sm text-ink-3">Type the name of a tag.</p>
          )}
        </Command>
      </PopoverContent>
    </Popover>
  );
}

function TagItem({
  value,
  disabled,
  onSelect,
  children,
}: {
  value: string;
  disabled: boolean;
  onSelect: () => void;
  children: React.ReactNode;
}) {
  return (
    <Command.Item
      value={value}
      disabled={disabled}
      onSelect={onSelect}
      className="cut rounded-[5px] px-2.5 py-[7px] data-[selected=true]:bg-sunken"
    >
      {children}
    </Command.Item>
  );
}
