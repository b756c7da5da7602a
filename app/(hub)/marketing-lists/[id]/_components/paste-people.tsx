'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { DraftNotice, useStateDraft } from '@/components/forms';
import { callAction } from '@/components/session/call-action';
import { postQuestion } from '@/components/marketing-lists/post-question';
import { useAfterPause } from '@/components/marketing-lists/use-after-pause';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { plural } from '@/lib/format';
import type { AddedMembers, PastedCheck } from '@/lib/marketing-lists/schemas';
import { addAddressesAction } from '../../actions';
import { PasteField } from './paste-field';
import { PastedLines } from './pasted-lines';

type PastePeopleProps = {
  listId: string;
  people: string;
  onDone: (added: AddedMembers, close: boolean) => void;
};

/** Each line is told what it is before anything is added; those that can't be added stay in the field. */
export function PastePeople({ listId, people, onDone }: PastePeopleProps) {
  const [text, setText] = useState('');
  const draft = useStateDraft(
    { base: { text: '' }, values: { text }, put: (typed) => setText(typed.text) },
    { form: 'Pasted people' },
  );
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const id = useId();
  const asked = useAfterPause(text, 500);
  const empty = asked.settled.trim() === '';
  const { data, error, isFetching } = useQuery({
    queryKey: ['pasted', listId, asked.settled],
    queryFn: ({ signal }) =>
      postQuestion<PastedCheck>(
        '/api/marketing-lists/check-addresses',
        JSON.stringify({ listId, text: asked.settled }),
        signal,
        'The addresses could not be looked up. They are still here; change something to try again.',
      ),
    enabled: !empty,
    placeholderData: keepPreviousData,
    structuralSharing: false,
    staleTime: 0,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });
  const check = empty ? undefined : data;
  const ready = Boolean(check) && !asked.pending && !isFetching;
  const adding = check ? check.counts.new + check.counts.removed : 0;

  const add = async (): Promise<void> => {
    if (!check) return;
    setPending(true);
    const result = await callAction(
      () => addAddressesAction({ listId, text }),
      'The server could not be reached, so nobody was added. What you pasted is still here.',
    );
    setPending(false);
    if (!result.ok) return setFailure(result.error.message);
    const left = check.lines.filter(({ outcome }) => outcome === 'unknown' || outcome === 'no_address');
    setFailure(null);
    setText(left.map((line) => line.text).join('\n'));
    onDone(result.data, left.length === 0);
  };

  return (
    <div className="grid gap-3">
      <DraftNotice restored={draft.restored} discard={draft.discard} />
      <div>
        <label htmlFor={id} className="mb-1 block text-md font-medium">
          Addresses{' '}
          <span className="font-normal text-ink-3">
            one per line, or with commas between; rows of a table too
          </span>
        </label>
        <PasteField id={id} text={text} onChange={setText} />
      </div>
      {error && !isFetching && (
        <Notice tone="bad" title="Not looked up.">
          {error.message}
        </Notice>
      )}
      {check && <PastedLines check={check} people={people} busy={!ready} />}
      {failure && (
        <Notice tone="bad" title="Not added.">
          {failure}
        </Notice>
      )}
      <div className="flex justify-end">
        <Button
          variant="primary"
          pending={pending}
          why={
            empty
              ? 'Paste addresses first.'
              : !ready
                ? 'Being looked up.'
                : adding === 0
                  ? 'Nobody of them is new to the list.'
                  : null
          }
          onClick={() => void add()}
        >
          {adding === 0 ? 'Add' : `Add ${plural(adding, 'person', 'people')}`}
        </Button>
      </div>
    </div>
  );
}
