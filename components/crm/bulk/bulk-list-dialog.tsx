'use client';

import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';

import { ask } from '@/components/ui/ask';
import { Combobox } from '@/components/ui/combobox';
import { useViewer } from '@/components/ui/viewer';
import { formatNumber, plural } from '@/lib/format';
import type { AddChosenInput, AddedMembers, ListOption } from '@/lib/marketing-lists/schemas';
import type { Result } from '@/lib/result';
import { type BulkChoice, useBulkPreview } from './bulk-choice';
import { BulkDialog } from './bulk-dialog';
import { entityNouns } from '../words';
import { PageLink } from '@/components/ui/page-link';

type BulkListDialogProps = {
  chosen: BulkChoice;
  action: (input: AddChosenInput) => Promise<Result<AddedMembers>>;
  onDone: (added: AddedMembers, list: ListOption) => void;
  onClose: () => void;
};

/** Onto a manual list: the only ones that take people by hand. */
export function BulkListDialog({ chosen: { entity, choice }, action, onDone, onClose }: BulkListDialogProps) {
  const preview = useBulkPreview({ entity, choice });
  const [listId, setListId] = useState<string | null>(null);
  const { locale } = useViewer();
  const id = useId();
  const noun = entityNouns[entity];
  const lists = useQuery({
    queryKey: ['manual-lists', entity],
    queryFn: ({ signal }) =>
      ask<ListOption[]>(
        `/api/marketing-lists/options?changeable=true&type=manual&entity=${entity}`,
        signal,
        'The lists could not be read.',
      ),
    staleTime: 0,
  });
  const list = lists.data?.find((one) => one.id === listId);
  return (
    <BulkDialog
      entity={entity}
      preview={{ data: preview.data, error: preview.error ?? lists.error }}
      verb="Add"
      rest="to a list"
      doing="Adding"
      missing={list ? null : 'Choose a list first.'}
      run={(expected) => action({ listId: listId ?? '', choice, expected })}
      onDone={(added) => list && onDone(added, list)}
      onClose={onClose}
    >
      <div>
        <span id={`${id}-list`} className="mb-1 block text-md font-medium">
          Manual list
        </span>
        <Combobox
          aria-labelledby={`${id}-list`}
          aria-describedby={`${id}-hint`}
          value={listId}
          onChange={setListId}
          disabled={lists.data?.length === 0}
          placeholder={
            lists.data?.length === 0 ? `There is no manual list of ${noun.many} yet` : 'Choose a list'
          }
          emptyText="No manual list has this name"
          options={(lists.data ?? []).map((one) => ({
            value: one.id,
            label: one.name,
            hint: formatNumber(one.memberCount, locale),
          }))}
        />
        <p id={`${id}-hint`} className="mt-1.5 text-sm text-ink-3">
          Who is on it already stays on it once. The other lists follow their filters.{' '}
          <PageLink className="prose-link" href={`/marketing-lists/new?type=manual&entity=${entity}`}>
            Create a manual list
          </PageLink>
        </p>
      </div>
    </BulkDialog>
  );
}

export function addedWords(
  added: AddedMembers,
  entity: BulkChoice['entity'],
  locale: string,
): { text: string; detail: string | undefined } {
  const noun = entityNouns[entity];
  const came = added.added + added.restored;
  const rest = [
    added.already > 0 ? `${formatNumber(added.already, locale)} on it already` : '',
    added.restored > 0 ? `${formatNumber(added.restored, locale)} of them had been removed by hand` : '',
    added.unknown > 0 ? `${formatNumber(added.unknown, locale)} deleted meanwhile` : '',
  ].filter(Boolean);
  return {
    text: `${plural(came, noun.one, noun.many, locale)} added`,
    detail: rest.length > 0 ? `${rest.join(', ')}.` : undefined,
  };
}
