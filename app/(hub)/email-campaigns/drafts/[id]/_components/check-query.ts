'use client';

import { useQuery } from '@tanstack/react-query';
import { ask } from '@/components/ui/ask';
import { gridAddress } from '@/lib/table-query';
import { mailableStatuses, type DraftCheck, type DraftView } from '@/lib/sending/schemas';

/** What is to be known before it goes out; asked anew for each version, and each time somebody is about to send. */
export const useDraftCheck = ({ id, version }: Pick<DraftView, 'id' | 'version'>, enabled = true) =>
  useQuery({
    queryKey: ['draft-check', id, version],
    enabled,
    staleTime: 0,
    retry: false,
    queryFn: ({ signal }) => ask<DraftCheck>(`/api/campaign-drafts/${id}/check`, signal),
  });

/** Exactly the people who get it; with a field, those of them who lack its value. */
export const recipientsHref = ({ integration, book }: DraftView, lacks: string[] = []): string =>
  gridAddress(`/integrations/${integration.id}/books/${book.id}`, { status: mailableStatuses, lacks });

export const leftOutHref = ({ list }: DraftView, states: string[]): string =>
  gridAddress(`/marketing-lists/${list.id}`, { state: states }, 'people');
