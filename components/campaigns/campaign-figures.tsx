import { Card, CardHeader } from '@/components/ui/card';
import { Defined } from '@/components/ui/count';
import { CountLink } from '@/components/ui/count-link';
import { Kpis, type Kpi } from '@/components/ui/kpis';
import { Num, Percent } from '@/components/ui/numbers';
import { Tiles } from '@/components/ui/tiles';
import type { CampaignCounts, RecipientResult } from '@/lib/campaigns/schemas';
import { type DefinitionName, definitions } from '@/lib/definitions';
import { changeOfRate } from './change-of-rate';
import { peopleOfCampaign } from './people-address';

type FiguresProps = {
  counts: CampaignCounts;
  /** Only Dotdigital's summary knows them. */
  complaints: number | null;
  previous?: CampaignCounts | null;
  /** Whose grid of people the counts open; without one, or for who may not see people, they are only said. */
  campaignId?: string;
};

const peopleOf = (campaignId: string | undefined, result: RecipientResult): string | null =>
  campaignId === undefined ? null : peopleOfCampaign(campaignId, result);

/** The key figures of one campaign, or of several added up. Every rate is made of the counts beside it. */
export function CampaignFigures({ counts, complaints, previous = null, campaignId }: FiguresProps) {
  const bounced = counts.softBounced + counts.hardBounced;
  const change = (part: keyof CampaignCounts, whole: keyof CampaignCounts, moreIsGood: boolean) =>
    changeOfRate(
      { part: counts[part], whole: counts[whole] },
      previous === null ? null : { part: previous[part], whole: previous[whole] },
      moreIsGood,
    );
  const items: Kpi[] = [
    {
      label: 'Delivered',
      definition: 'delivered',
      value: <Num value={counts.delivered} />,
      href: peopleOf(campaignId, 'delivered'),
      detail: (
        <>
          <Percent part={counts.delivered} whole={counts.recipients} /> of <Num value={counts.recipients} />
        </>
      ),
      change: change('delivered', 'recipients', true),
    },
    {
      label: 'Opened',
      definition: 'opened',
      value: <Num value={counts.openers} />,
      href: peopleOf(campaignId, 'opened'),
      detail: <Percent part={counts.openers} whole={counts.delivered} />,
      change: change('openers', 'delivered', true),
    },
    {
      label: 'Clicked',
      definition: 'clicked',
      value: <Num value={counts.clickers} />,
      href: peopleOf(campaignId, 'clicked'),
      detail: (
        <>
          <Percent part={counts.clickers} whole={counts.delivered} />,{' '}
          <Percent part={counts.clickers} whole={counts.openers} /> of openers
        </>
      ),
      change: change('clickers', 'delivered', true),
    },
    {
      label: 'Unsubscribed',
      definition: 'unsubscribed',
      value: <Num value={counts.unsubscribed} />,
      href: peopleOf(campaignId, 'unsubscribed'),
      detail: <Percent part={counts.unsubscribed} whole={counts.delivered} />,
      change: change('unsubscribed', 'delivered', false),
    },
    {
      label: 'Bounced',
      definition: 'bounced',
      value: <Num value={bounced} />,
      href: peopleOf(campaignId, 'bounced'),
      detail: (
        <>
          <CountLink href={peopleOf(campaignId, 'soft_bounced')}>
            <Num value={counts.softBounced} /> soft
          </CountLink>
          ,{' '}
          <CountLink href={peopleOf(campaignId, 'hard_bounced')}>
            <Num value={counts.hardBounced} /> hard
          </CountLink>
        </>
      ),
      change: changeOfRate(
        { part: bounced, whole: counts.recipients },
        previous === null
          ? null
          : { part: previous.softBounced + previous.hardBounced, whole: previous.recipients },
        false,
      ),
    },
    {
      label: 'Complained',
      definition: 'complained',
      value: complaints === null ? '–' : <Num value={complaints} />,
      detail: complaints === null ? 'not read yet' : <Percent part={complaints} whole={counts.delivered} />,
    },
  ];
  return <Kpis label="Key figures" items={items} />;
}

/** What doesn't fit among the key figures, each with its meaning on hover. */
export function MoreFigures({ counts, campaignId }: Pick<FiguresProps, 'counts' | 'campaignId'>) {
  const tile = (value: number, definition: DefinitionName, href: string | null = null) => ({
    value: <Num value={value} />,
    href,
    label: <Defined by={definition}>{definitions[definition].name}</Defined>,
  });
  return (
    <Card aria-label="More figures">
      <CardHeader title="More figures" right="all counted from the people below" />
      <Tiles
        bare
        className="mt-2 border-t"
        items={[
          tile(counts.opens, 'opens'),
          tile(counts.clicks, 'clicks'),
          tile(counts.repliers, 'repliers', peopleOf(campaignId, 'replied')),
          tile(counts.forwards, 'forwards'),
          tile(counts.pageViews, 'pageViews'),
        ]}
      />
    </Card>
  );
}
