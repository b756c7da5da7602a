import { LinkButton } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import { zoneWords } from '../../_components/list-words';
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
  if (list.type === 'manual') return null;
  if (list.timeZoneChange) {
    return (
      <Notice tone="info" title="The time zone of its account changed.">
        Until <Time at={list.timeZoneChange.at} as="moment" /> its days began at midnight in{' '}
        {list.timeZoneChange.from}, now in {list.timeZone}.{anew(list)}
      </Notice>
    );
  }
  if (list.evaluatedInZone !== null) {
    return (
      <Notice tone="info" title="Its days are counted in another time zone now.">
        They begin at midnight in {list.timeZone}, {zoneWords(list.timeZoneSource)}. The people below were
        found by days of {list.evaluatedInZone}.{anew(list)}
      </Notice>
    );
  }
  return null;
}

const anew = ({ type, evaluatedInZone }: MarketingListView): string => {
  if (type === 'on_demand')
    return evaluatedInZone === null ? '' : ' Update brings them to what it means now.';
  return evaluatedInZone === null ? ' It was evaluated anew.' : ' It is evaluated anew within a minute.';
};
