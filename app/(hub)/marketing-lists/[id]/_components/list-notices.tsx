import { LinkButton } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { MarketingListView } from '@/lib/marketing-lists/schemas';

/** What someone should know before they trust the numbers below. */
export function ListNotices({ list }: { list: MarketingListView }) {
  const { evaluation, archivedAt } = list;
  const edit = list.canChange && (
    <LinkButton size="sm" href={`/marketing-lists/${list.id}/edit`}>
      Edit filter
    </LinkButton>
  );
  if (archivedAt) {
    return (
      <Notice tone="info" title="This list is archived.">
        It is not brought up to date any more and can’t be connected. Its history stays. Restore in the menu
        More brings it back.
      </Notice>
    );
  }
  if (evaluation.state === 'failed') {
    return (
      <Notice tone="bad" title="The members could not be brought up to date." action={edit}>
        {evaluation.message} What is connected waits, nobody is taken out of a book.
      </Notice>
    );
  }
  if (list.problems.length > 0) {
    return (
      <Notice tone="bad" title="The filter can’t be read." action={edit}>
        {list.problems[0]?.message}
      </Notice>
    );
  }
  return null;
}
