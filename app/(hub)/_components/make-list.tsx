'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter, useSearchParams } from 'next/navigation';
import { useId, useState } from 'react';
import { DraftNotice } from '@/components/forms';
import { postQuestion } from '@/components/marketing-lists/post-question';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { DialogButtons, DialogFailure } from '@/components/ui/dialog-parts';
import { CountedInput, isTooLong } from '@/components/ui/counted-input';
import { RadioGroup } from '@/components/ui/radio-group';
import { Skeleton } from '@/components/ui/skeleton';
import { toast } from '@/components/ui/toaster';
import { useDialogAction } from '@/components/ui/use-dialog-action';
import { useViewer } from '@/components/ui/viewer';
import { entityLabels, type CrmEntity } from '@/lib/crm/schemas';
import { formatNumber, plural } from '@/lib/format';
import type { ListablePeople, ShownPeople } from '@/lib/marketing-lists/schemas';
import { createListOfShownAction } from '../marketing-lists/actions';

const maxName = 255;

type MakeListProps = {
  /** Which grid. */
  source: Pick<ShownPeople, 'kind'> & { id?: string };
  /** Its search and filters; those of the address, where it is the grid of this page. */
  query?: string;
  /** How many it shows. */
  total: number;
  totalIsAtLeast?: boolean;
  /** What the list is called at first. */
  name: string;
  /** A list that has these people by a condition, now and later; null: no condition says it, so they can only be copied. */
  conditionHref: string | null;
  /** The only kind of record that is meant. */
  entity?: CrmEntity;
  /** Who they are, of a small button beside their number; without it the button says what it does. */
  beside?: string;
};

/** "Make a list of these 1,204": by the same condition where a filter can say it, or a copy of the people as they are now. */
export function MakeList({ beside, ...asked }: MakeListProps) {
  const [open, setOpen] = useState(false);
  const { locale } = useViewer();
  const { total, totalIsAtLeast } = asked;
  if (total === 0) return null;
  const count = formatNumber(total, locale);
  return (
    <>
      {beside === undefined ? (
        <Button size="sm" onClick={() => setOpen(true)}>
          Make a list of these {totalIsAtLeast && 'over '}
          {count}
        </Button>
      ) : (
        <button
          type="button"
          className="list-of"
          aria-label={`Make a list of these ${count}: ${beside}`}
          data-tip="Make a list of these people"
          onClick={() => setOpen(true)}
        />
      )}
      {open && <ListDialog {...asked} onOpenChange={setOpen} />}
    </>
  );
}

type ListDialogProps = Omit<MakeListProps, 'beside'> & { onOpenChange: (open: boolean) => void };

function ListDialog({ conditionHref, entity, onOpenChange, ...copied }: ListDialogProps) {
  const { source, total, totalIsAtLeast, name: firstName } = copied;
  const router = useRouter();
  const nameId = useId();
  const address = useSearchParams()?.toString() ?? '';
  const proposed = firstName.slice(0, maxName);
  const [name, setName] = useState(proposed);
  const [chosen, setChosen] = useState<CrmEntity | null>(null);
  const [keepsUp, setKeepsUp] = useState(conditionHref !== null);
  const shown = { ...source, query: copied.query ?? address };
  const people = useQuery({
    queryKey: ['listable-people', shown],
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    queryFn: ({ signal }) =>
      postQuestion<ListablePeople>(
        '/api/marketing-lists/listable',
        JSON.stringify(shown),
        signal,
        'The people could not be counted. Try again in a moment.',
      ),
  });
  const kinds = people.data?.filter((one) => entity === undefined || one.entity === entity);
  const kind = kinds?.find((one) => one.entity === chosen) ?? kinds?.[0];
  const { pending, failure, run, draft } = useDialogAction({
    draft: {
      form: `List of ${source.kind}`,
      base: { name: proposed },
      values: { name },
      put: (typed) => setName(typed.name),
    },
    of: { name, kind, keepsUp },
    action: () =>
      createListOfShownAction({ ...shown, name, entity: kind?.entity, expected: kind?.count ?? 0 }),
    onDone: ({ id }) => {
      toast.good('List made', { detail: name });
      router.push(`/marketing-lists/${id}`);
    },
    unreachable: 'The server could not be reached, so no list was made. Try again in a moment.',
  });
  const openFilter = (): void => {
    if (conditionHref === null || kind === undefined) return;
    const [path = '', search = ''] = conditionHref.split('?');
    const params = new URLSearchParams(search);
    params.set('name', name);
    params.set('entity', kind.entity);
    router.push(`${path}?${params}`);
  };
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      width="sm"
      title="Make a list of these people"
      footer={
        <DialogButtons
          pending={pending}
          why={whyNot({ counted: !people.isPending, kind, name })}
          onClick={() => (keepsUp ? openFilter() : void run())}
        >
          {keepsUp ? 'Open its filter' : 'Make list'}
        </DialogButtons>
      }
    >
      <div className="grid gap-3">
        <DraftNotice restored={draft.restored} discard={draft.discard} />
        {conditionHref !== null && (
          <RadioGroup
            aria-label="How the list is kept"
            value={keepsUp ? 'dynamic' : 'manual'}
            onValueChange={(value) => setKeepsUp(value === 'dynamic')}
            options={[
              {
                value: 'dynamic',
                label: 'Dynamic',
                hint: 'Whoever fits the same condition, now and later. Its filter opens, to be looked at and saved.',
              },
              { value: 'manual', label: 'Manual', hint: 'A copy of these people, as they are now.' },
            ]}
          />
        )}
        <div>
          <label htmlFor={nameId} className="mb-1 block text-md font-medium">
            Name
          </label>
          <CountedInput
            id={nameId}
            value={name}
            max={maxName}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        {people.isPending && <Skeleton className="h-10 w-full" />}
        {people.error && <p className="text-bad">{people.error.message}</p>}
        {kinds && (
          <WhoGoes
            people={kinds}
            keepsUp={keepsUp}
            chosen={kind?.entity}
            onChoose={setChosen}
            total={totalIsAtLeast ? null : total}
          />
        )}
        <DialogFailure title="No list was made." failure={failure} />
      </div>
    </Dialog>
  );
}

type Ready = { counted: boolean; kind: ListablePeople[number] | undefined; name: string };

function whyNot({ counted, kind, name }: Ready): string | null {
  if (!counted) return 'The people are being counted.';
  if (!kind) return 'There is nobody to put on a list.';
  if (name.trim() === '') return 'Give the list a name.';
  return isTooLong(name, maxName) ? 'The name is too long.' : null;
}

type WhoGoesProps = {
  people: ListablePeople;
  keepsUp: boolean;
  chosen: CrmEntity | undefined;
  onChoose: (entity: CrmEntity) => void;
  /** null: not counted to the end. */
  total: number | null;
};

function WhoGoes({ people, keepsUp, chosen, onChoose, total }: WhoGoesProps) {
  const { locale } = useViewer();
  const [only] = people;
  if (!only) return <p>None of these people is a record here, so there is nobody to put on a list.</p>;
  const words = ({ entity, count }: ListablePeople[number]): string => {
    const { one, many } = entityLabels[entity];
    return plural(count, one.toLowerCase(), many.toLowerCase(), locale);
  };
  return (
    <>
      {people.length === 1 ? (
        <p>
          {keepsUp ? 'A dynamic' : 'A manual'} list of {words(only)}
          {keepsUp ? ' at this moment.' : ', as they are now: nobody comes or goes by itself.'}
        </p>
      ) : (
        <>
          <p>
            {keepsUp ? 'A dynamic list.' : 'A manual list, as they are now: nobody comes or goes by itself.'}{' '}
            A list takes one kind of record.
          </p>
          <RadioGroup
            aria-label="Kind of record"
            value={chosen ?? only.entity}
            onValueChange={(value) => {
              const found = people.find(({ entity }) => entity === value);
              if (found) onChoose(found.entity);
            }}
            options={people.map((one) => ({ value: one.entity, label: words(one) }))}
          />
        </>
      )}
      {people.length === 1 && total !== null && only.count < total && (
        <p className="text-ink-2">
          {formatNumber(total - only.count, locale)} of the rows shown are no record of their own here and
          stay out.
        </p>
      )}
    </>
  );
}
