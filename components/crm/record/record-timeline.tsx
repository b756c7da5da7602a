'use client';

import { useInfiniteQuery } from '@tanstack/react-query';

import { Card, CardHeader } from '@/components/ui/card';
import { Money } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import type { TimelineItem, TimelinePage } from '@/lib/crm/schemas';
import { getJson } from '../get-json';
import { OlderLines } from './older-lines';
import { PageLink } from '@/components/ui/page-link';

/** What Dotbridge decided and saw about a person, newest first; older pages on demand. */
export function RecordTimeline({ recordId, first }: { recordId: string; first: TimelinePage }) {
  const query = useInfiniteQuery({
    queryKey: ['record-timeline', recordId, first.items[0]?.key],
    initialData: { pages: [first], pageParams: [null] },
    initialPageParam: null as string | null,
    staleTime: Infinity,
    getNextPageParam: (page) => page.nextBefore,
    queryFn: ({ pageParam, signal }) =>
      getJson<TimelinePage>(
        `/api/records/${recordId}/timeline?before=${encodeURIComponent(pageParam ?? '')}`,
        signal,
      ),
  });
  const items = query.data.pages.flatMap((page) => page.items);
  return (
    <Card>
      <CardHeader title="Timeline" />
      {items.length === 0 && <p className="px-4 pt-2 pb-4 text-ink-3">Nothing has been recorded yet.</p>}
      <ol aria-label="Timeline" className="px-4 py-2.5">
        {items.map((item) => (
          <Entry key={item.key} item={item} />
        ))}
      </ol>
      <OlderLines query={query} what="lines" />
    </Card>
  );
}

/** An order's or cart's total comes as "1020.90 EUR". */
function Detail({ item, text }: { item: TimelineItem; text: string }) {
  const [, amount, currency] = (item.kind === 'order' && /^(-?\d+(?:\.\d+)?) ([A-Z]{3})$/.exec(text)) || [];
  return amount && currency ? <Money amount={Number(amount)} currency={currency} /> : text;
}

function Entry({ item }: { item: TimelineItem }) {
  return (
    <li className="relative grid grid-cols-[12px_1fr] gap-x-2.5 pb-3.5 last:pb-1">
      <span aria-hidden className="mt-[7px] size-2 rounded-full border-[1.5px] border-ink-3/60 bg-surface" />
      <div className="min-w-0">
        {item.href ? (
          <PageLink href={item.href} className="break-words hover:underline">
            {item.title}
          </PageLink>
        ) : (
          <span className="break-words">{item.title}</span>
        )}
        {item.detail && (
          <p className="break-words text-ink-2">
            <Detail item={item} text={item.detail} />
          </p>
        )}
        <p className="text-sm text-ink-3">
          <Time at={item.at} />
          {item.by && `, ${item.by}`}
        </p>
      </div>
    </li>
  );
}
