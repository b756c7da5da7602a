import type { UseInfiniteQueryResult } from '@tanstack/react-query';

import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';

type OlderLinesProps = {
  query: Pick<UseInfiniteQueryResult, 'error' | 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>;
  what: string;
};

/** Below a list that is read page by page: the button for the next one, and that it could not be read. */
export function OlderLines({ query, what }: OlderLinesProps) {
  return (
    <>
      {query.error && (
        <Notice tone="bad" title={`Older ${what} could not be read.`} className="mx-4 my-3">
          Try again in a moment.
        </Notice>
      )}
      {query.hasNextPage && (
        <div className="border-t px-4 py-2.5">
          <Button
            size="sm"
            variant="quiet"
            pending={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Show older
          </Button>
        </div>
      )}
    </>
  );
}
