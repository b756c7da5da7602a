import { LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { Time } from '@/components/ui/time';
import type { Attention } from '@/lib/dashboard/schemas';
import { ReadBackButton } from './read-back-button';

const shownAtFirst = 8;

export function AttentionCard({ items }: { items: Attention[] }) {
  const [first, rest] = [items.slice(0, shownAtFirst), items.slice(shownAtFirst)];
  return (
    <Card aria-label="Needs you">
      <Items items={first} />
      {rest.length > 0 && (
        <details className="border-t">
          <summary className="cursor-pointer px-4 py-2 text-ink-2">{rest.length} more</summary>
          <Items items={rest} />
        </details>
      )}
    </Card>
  );
}

function Items({ items }: { items: Attention[] }) {
  return (
    <ul className="divide-y">
      {items.map((item) => (
        <li
          key={`${item.href} ${item.state}`}
          className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-4 py-2"
        >
          <div className="min-w-[150px]">
            <Chip tone={item.tone}>
              {item.state}
              {item.since && (
                <>
                  {' '}
                  since <Time at={item.since} as="moment" />
                </>
              )}
            </Chip>
          </div>
          <p className="min-w-0 flex-[1_1_320px] break-words">
            <span className="font-medium">{item.subject}</span> {item.message}
          </p>
          {item.readBack === null ? (
            <LinkButton href={item.href} size="sm">
              {item.action}
            </LinkButton>
          ) : (
            <ReadBackButton connectionId={item.readBack}>{item.action}</ReadBackButton>
          )}
        </li>
      ))}
    </ul>
  );
}
