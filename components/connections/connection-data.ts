import { useLiveData } from '@/components/ui/use-live';
import type { ConnectionView } from '@/lib/connections/schemas';

export const connectionsKey = (listId: string) => ['list-connections', listId] as const;

/** A list's connections as they stand now: the strip and the menu show the same ones. */
export const useListConnections = (listId: string, initial: ConnectionView[]): ConnectionView[] =>
  useLiveData({
    subject: `list:${listId}`,
    queryKey: connectionsKey(listId),
    path: `/api/connections?listId=${listId}`,
    initial,
  }).data;
