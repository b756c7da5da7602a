import { Suspense } from 'react';
import { BarList } from '@/components/charts/bar-list';
import { Card, CardHeader } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { EmptyState } from '@/components/ui/empty-state';
import { Skeleton } from '@/components/ui/skeleton';
import { listSplitChoices, splitAudience, type FoundSplit } from '@/lib/campaigns';
import { splitText, type Audience } from '@/lib/campaigns/schemas';
import type { Context } from '@/lib/context';
import { AudienceTable } from './audience-table';
import type { CampaignAsk } from './campaign-ask';
import { partName } from './part-name';
import type { PeopleOf } from './people-of';
import { SplitChoice } from './split-choice';

type AudienceProps = {
  ctx: Context;
  id: string;
  ask: CampaignAsk;
  split: FoundSplit | null;
  recipients: number;
  people: PeopleOf;
};

/** Who they are, told apart by what their record has: the choice stands at once, the numbers come when they are counted. */
export async function AudienceCard({ ctx, id, ask, split, recipients, people }: AudienceProps) {
  const asked = ask.people.split;
  const choices = await listSplitChoices(ctx);
  const hrefs = Object.fromEntries(
    ['', ...choices.flatMap(({ options }) => options.map(({ value }) => value))].map((value) => [
      value,
      ask.hrefWith({ split: value, 'f.part': '', page: '' }),
    ]),
  );
  const audience = split === null ? null : splitAudience(ctx, id, ask.people);
  const key = asked === null ? '' : splitText(asked);
  const card = (
    <Card aria-label="Audience" className={cn('flex flex-col', audience === null && 'print:hidden')}>
      <CardHeader
        title="Audience"
        right={<SplitChoice choices={choices} chosen={split === null ? '' : key} hrefs={hrefs} />}
      />
      {audience === null ? (
        <EmptyState
          className="py-8"
          title={asked === null ? 'Who opens, who clicks?' : 'What it was split by is not there any more'}
        >
          Choose a field, the tags or the lists of the people by which they are told apart.
        </EmptyState>
      ) : recipients === 0 ? (
        <EmptyState className="py-8" title="Nobody yet">
          Recipients come in with the import that follows the send.
        </EmptyState>
      ) : (
        <Suspense key={key} fallback={<Waiting />}>
          <Table audience={audience} people={people} />
        </Suspense>
      )}
    </Card>
  );
  if (audience === null || recipients === 0) return card;
  return (
    <div className="grid grid-cols-1 items-stretch gap-4 xl:grid-cols-[minmax(0,1fr)_356px]">
      {card}
      <Suspense
        key={key}
        fallback={
          <Card className="p-4">
            <Skeleton className="w-28" />
            <Waiting />
          </Card>
        }
      >
        <Bars audience={audience} recipients={recipients} />
      </Suspense>
    </div>
  );
}

type Counted = Promise<Audience | null>;

async function Table({ audience, people }: { audience: Counted; people: PeopleOf }) {
  const found = await audience;
  return found && <AudienceTable audience={found} people={people} />;
}

async function Bars({ audience, recipients }: { audience: Counted; recipients: number }) {
  const found = await audience;
  if (found === null) return null;
  return (
    <BarList
      title={`Audience by ${found.label.toLowerCase()}`}
      right="share of everyone it was sent to"
      unit="people"
      whole={recipients}
      most={found.parts.length}
      bars={found.parts.map((part) => ({
        label: partName(part, found),
        value: part.counts.recipients,
        color: part.kind === 'value' ? 'c1' : 'c5',
      }))}
      note={found.isMany ? 'Who has several counts in each' : undefined}
    />
  );
}

const Waiting = () => (
  <div role="status" aria-label="Counting the audience" className="grid gap-4 px-4 py-6">
    {Array.from({ length: 8 }, (_, n) => (
      <Skeleton key={n} className="w-full" />
    ))}
  </div>
);
