'use client';

import { useRef, useState } from 'react';

import { WhyPanel } from '@/components/marketing-lists/why-panel';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Chip, type Tone } from '@/components/ui/chip';
import { Combobox } from '@/components/ui/combobox';
import { Dialog } from '@/components/ui/dialog';
import { Num } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import { isOnList, type RecordMarketing, type RecordView } from '@/lib/crm/schemas';
import { getJson } from '../get-json';
import { PageLink } from '@/components/ui/page-link';

type Lists = RecordMarketing['lists'];
type Asked = { id: string; name: string };

const states: Record<Lists[number]['state'], { label: string; tone: Tone; happened: string }> = {
  member: { label: 'in the list', tone: 'good', happened: 'joined' },
  left: { label: 'left', tone: 'neutral', happened: 'left' },
  removed: { label: 'removed', tone: 'warn', happened: 'taken off' },
  unsubscribed: { label: 'unsubscribed', tone: 'warn', happened: 'unsubscribed' },
};

/** The lists that a record is or was on, and why: each condition with the person's own value. Any other list can be asked too. */
export function RecordLists({
  record,
  lists,
}: {
  record: Pick<RecordView, 'id' | 'name' | 'entity'>;
  lists: Lists;
}) {
  const [on, off] = [lists.filter(isOnList), lists.filter((list) => !isOnList(list))];
  const [asked, setAsked] = useState<Asked | null>(null);
  const [open, setOpen] = useState(false);
  const known = useRef<Asked[]>([]);
  const ask = (list: Asked | null): void => {
    setAsked(list);
    setOpen(true);
  };
  return (
    <Card>
      <CardHeader title="Marketing lists" right={lists.length > 0 ? <Num value={on.length} /> : undefined} />
      {lists.length === 0 && <p className="px-4 pt-1 pb-2 text-ink-3">On no marketing list yet.</p>}
      <ListRows label="Marketing lists" lists={on} ask={ask} />
      {off.length > 0 && <h3 className="px-4 pt-3 text-sm text-ink-3">No longer on</h3>}
      <ListRows label="Marketing lists that the person is no longer on" lists={off} ask={ask} />
      <div className="px-4 pt-1 pb-3.5">
        <Button size="sm" onClick={() => ask(null)}>
          Ask about another list
        </Button>
      </div>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={
          asked
            ? `Why ${record.name} is in ${asked.name}, or not`
            : `Why is ${record.name} in a list, or not?`
        }
        description="As everything stands now."
      >
        <div className="grid grid-cols-1 gap-4">
          <Combobox
            aria-label="Marketing list"
            placeholder="Choose a list"
            emptyText="No list has this name"
            value={asked?.id ?? null}
            options={asked ? [{ value: asked.id, label: asked.name }] : []}
            load={async (search) => {
              const found = await readLists(record.entity);
              known.current = found;
              return found
                .filter((one) => one.name.toLowerCase().includes(search.toLowerCase()))
                .map(({ id, name }) => ({ value: id, label: name }));
            }}
            onChange={(id) => setAsked(known.current.find((one) => one.id === id) ?? null)}
          />
          {asked && <WhyPanel key={asked.id} listId={asked.id} who={record.id} />}
        </div>
      </Dialog>
    </Card>
  );
}

const readLists = async (entity: RecordView['entity']): Promise<Asked[]> =>
  getJson(`/api/marketing-lists/options?entity=${entity}`);

function ListRows({ label, lists, ask }: { label: string; lists: Lists; ask: (list: Asked) => void }) {
  if (lists.length === 0) return null;
  return (
    <ul aria-label={label} className="mt-1.5 divide-y divide-line border-t">
      {lists.map((list) => (
        <li key={list.id} className="flex items-start gap-2 px-4 py-2.5">
          <div className="min-w-0 flex-1">
            <PageLink
              href={`/marketing-lists/${list.id}`}
              title={list.name}
              className="block cut font-medium hover:underline"
            >
              {list.name}
            </PageLink>
            <span className="text-sm text-ink-3">
              {states[list.state].happened} <Time at={list.at} />
              {list.reasonWord && `, ${list.reasonWord.toLowerCase()}`}
            </span>
          </div>
          <Chip tone={states[list.state].tone}>{states[list.state].label}</Chip>
          <Button
            size="sm"
            variant="quiet"
            className="-my-[3px] -mr-2"
            aria-label={`Why in or out of ${list.name}?`}
            onClick={() => ask(list)}
          >
            Why?
          </Button>
        </li>
      ))}
    </ul>
  );
}
