import type { ReactNode } from 'react';
import { BarList } from '@/components/charts/bar-list';
import { newListHref } from '@/components/marketing-lists/new-list-href';
import { Defined } from '@/components/ui/count';
import { Plural } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import { medianOf, noCounts, rateOf, shownCounts, type Figure } from '@/lib/campaigns/schemas';
import type { Context } from '@/lib/context';
import type { CrmEntity } from '@/lib/crm/schemas';
import { bandFilter, bandWords, engagementBands } from '@/lib/filters/schemas';
import { formatPercent } from '@/lib/format';
import { listResponse } from '@/lib/marketing-lists';
import type { ListResponse } from '@/lib/marketing-lists/schemas';
import { packRows } from '@/lib/packed-rows';
import { may } from '@/lib/permissions';
import { ResponseChart } from './response-chart';
import { PageLink } from '@/components/ui/page-link';

type ResponseCardsProps = { ctx: Context; list: { id: string; name: string; entity: CrmEntity } };
type Campaign = ListResponse['campaigns'][number];

const colors = { active: 'c1', cooling: 'c2', sleeping: 'c3' } as const;
const span = 'campaigns of 26 weeks to people now on the list, people only';

/** How its people take what they are sent: campaign by campaign, and how lately they opened. */
export async function ResponseCards({ ctx, list }: ResponseCardsProps) {
  const response = await listResponse(ctx, list.id);
  const campaigns = response?.campaigns ?? [];
  const rows = packRows(
    campaigns.map((one) => ({
      id: one.id,
      name: one.name,
      sentAt: one.sentAt,
      sent: one.recipients,
      opened: rate('opened', one),
      clickToOpen: rate('clickToOpen', one),
      unsubscribed: one.unsubscribed,
    })),
  );
  const bands = response?.bands;
  return (
    <>
      <ResponseChart
        title="Response to campaigns"
        shows="rates"
        campaigns={rows}
        note={span}
        right={trendWords(campaigns)}
        partial={missingOf(response, ctx.now())}
        empty={
          response === null
            ? 'For so many people this is counted ahead, once an hour. The first count is on its way.'
            : 'None of its people was sent a campaign in the last 26 weeks.'
        }
      />
      {campaigns.length > 0 && (
        <ResponseChart
          title="Unsubscribes by campaign"
          shows="unsubscribed"
          campaigns={rows}
          note="people now on the list who used the mail’s link to unsubscribe"
          empty="Nobody unsubscribed."
        />
      )}
      {bands && engagementBands.some((band) => bands[band] > 0) && (
        <BandsCard list={list} bands={bands} mayMake={may(ctx.actor, 'lists.write')} />
      )}
    </>
  );
}

type BandsCardProps = Pick<ResponseCardsProps, 'list'> & {
  bands: NonNullable<ListResponse['bands']>;
  mayMake: boolean;
};

function BandsCard({ list, bands, mayMake }: BandsCardProps) {
  return (
    <BarList
      title="Engagement"
      unit="people"
      bars={engagementBands.map((band) => ({
        ...bandWords[band],
        name: <Defined by={band}>{bandWords[band].label}</Defined>,
        value: bands[band],
        color: colors[band],
        below:
          bands[band] === 0 ? undefined : mayMake ? (
            <PageLink
              className="prose-link"
              href={newListHref({
                entity: list.entity,
                name: `${list.name}: ${bandWords[band].label.toLowerCase()}`,
                filter: bandFilter(band, list.id),
              })}
            >
              <Plural count={bands[band]} one="person" many="people" />
            </PageLink>
          ) : (
            <Plural count={bands[band]} one="person" many="people" />
          ),
      }))}
      note={mayMake ? 'a number begins a list of them' : 'of those who ever received a mail'}
    />
  );
}

const rate = (figure: Figure, { openers, clickers, ...counts }: Campaign): number | null =>
  rateOf(
    figure,
    shownCounts({ ...noCounts, ...counts, humanOpeners: openers, humanClickers: clickers }, 'out'),
  );

const freshMs = 3 * 86_400_000;

/** What the figures don't have yet. */
function missingOf(response: ListResponse | null, now: Date): ReactNode {
  const last = response?.campaigns.at(-1);
  if (!last || response === null) return undefined;
  const isFresh = now.getTime() - new Date(last.sentAt).getTime() < freshMs;
  if (!isFresh && response.countedAt === null) return undefined;
  return (
    <>
      {isFresh && 'The last campaign is still being opened. '}
      {response.countedAt !== null && (
        <>
          Counted <Time at={response.countedAt} />: of so many people once an hour.
        </>
      )}
    </>
  );
}

/** The last one beside what was usual before. */
function trendWords(campaigns: readonly Campaign[]): string | undefined {
  const last = campaigns.at(-1);
  const opened = last && rate('opened', last);
  if (opened === undefined || opened === null) return undefined;
  const usual = medianOf(campaigns.slice(-11, -1).map((one) => rate('opened', one)));
  const words = `last opened by ${formatPercent(opened, 1)}`;
  return usual === null ? words : `${words}, median ${formatPercent(usual, 1)}`;
}
