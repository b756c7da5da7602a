'use client';

import { PageLink } from '@/components/ui/page-link';
import { Tooltip } from '@/components/ui/tooltip';
import { formatMoment, plural } from '@/lib/format';

type Send = { id: string; name: string; at: string };
type SendsProps = { sends: readonly Send[]; from: string; to: string; timeZone: string };

const dayMs = 86_400_000;

/** When each was sent: a mark per day on the chart's own line of time, which leads to it, or to the table where there were several. */
export function Sends({ sends, from, to, timeZone }: SendsProps) {
  const begin = new Date(from).getTime();
  const width = new Date(to).getTime() - begin;
  const days = new Map<number, Send[]>();
  for (const send of sends) {
    const day = Math.floor((new Date(send.at).getTime() - begin) / dayMs);
    days.set(day, [...(days.get(day) ?? []), send]);
  }
  return (
    <div className="w-full">
      <p className="text-sm text-ink-3">{plural(sends.length, 'email campaign')} sent, each a mark</p>
      {/* As far in as the chart's plot: beside its axis at the left, its margin at the right. */}
      <ol aria-label="Sent on" className="relative mr-2 ml-9 h-6 border-b">
        {[...days].map(([day, some]) => {
          const [first] = some;
          if (!first) return null;
          // The chart has a single point in its middle.
          const at =
            width === 0 ? 0.5 : Math.min(Math.max((new Date(first.at).getTime() - begin) / width, 0), 1);
          const words = `${formatMoment(first.at, timeZone)}: ${some.map(({ name }) => name).join(', ')}`;
          return (
            <li key={day} className="absolute bottom-0 -translate-x-1/2" style={{ left: `${at * 100}%` }}>
              <Tooltip content={words}>
                <PageLink
                  href={some.length > 1 ? '#email-campaigns' : `/email-campaigns/${first.id}`}
                  aria-label={words}
                  className="grid h-6 w-6 place-items-center rounded-sm text-ink-2 hover:text-ink"
                >
                  {some.length === 1 ? (
                    <span aria-hidden className="size-2.5 rotate-45 rounded-[1px] bg-current" />
                  ) : (
                    <span aria-hidden className="figures text-xs font-semibold">
                      {some.length}
                    </span>
                  )}
                </PageLink>
              </Tooltip>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
