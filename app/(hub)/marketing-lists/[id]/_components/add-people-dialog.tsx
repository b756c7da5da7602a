'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { toast } from '@/components/ui/toaster';
import { agree, formatNumber, plural } from '@/lib/format';
import type { AddedMembers } from '@/lib/marketing-lists/schemas';
import { PastePeople } from './paste-people';
import { PickPeople } from './pick-people';
import type { ShownList } from './shown-list';

type AddPeopleDialogProps = { list: Pick<ShownList, 'id' | 'name' | 'people'>; variant?: 'primary' };

/** Puts people on a manual list: found by name or address, or from a pasted list of addresses. */
export function AddPeopleDialog({ list, variant }: AddPeopleDialogProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const done = (added: AddedMembers, close: boolean): void => {
    toast.good(addedWords(added), { detail: `${formatNumber(added.memberCount)} on ${list.name} now` });
    if (close) setOpen(false);
    router.refresh();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant={variant}>Add people</Button>}
      title="Add people"
      description={`To ${list.name}. Only ${list.people} that are here already can be added.`}
    >
      <Tabs defaultValue="pick">
        <TabsList aria-label="How">
          <TabsTrigger value="pick">Pick</TabsTrigger>
          <TabsTrigger value="paste">Paste addresses</TabsTrigger>
        </TabsList>
        <TabsContent value="pick">
          <PickPeople listId={list.id} people={list.people} onDone={done} />
        </TabsContent>
        <TabsContent value="paste">
          <PastePeople listId={list.id} people={list.people} onDone={done} />
        </TabsContent>
      </Tabs>
    </Dialog>
  );
}

function addedWords({ added, restored, already }: AddedMembers): string {
  const parts = [`${plural(added, 'person', 'people')} added`];
  if (restored > 0) parts.push(`${formatNumber(restored)} put back`);
  if (already > 0) parts.push(`${formatNumber(already)} ${agree(already, 'was', 'were')} on it already`);
  return parts.join(', ');
}
