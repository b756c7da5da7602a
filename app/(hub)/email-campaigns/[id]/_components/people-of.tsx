import { newListHref } from '@/components/marketing-lists/new-list-href';
import { listFilterOf, recipientGrid, type FoundSplit } from '@/lib/campaigns';
import { recipientResults, type RecipientResult } from '@/lib/campaigns/schemas';
import type { Context } from '@/lib/context';
import { may } from '@/lib/permissions';
import { gridAddress, parseTableQuery } from '@/lib/table-query';
import { MakeList } from '../../../_components/make-list';
import type { CampaignAsk } from './campaign-ask';

/** Filters of the grid of people, by name. */
type Asked = Readonly<Record<string, readonly string[]>>;

/** What can be done with the people behind a number of the page; nothing for who may not see them. */
export type PeopleOf = {
  /** Where the grid shows just them. */
  hrefOf: (asked: Asked) => string | undefined;
  /** What makes a list of them; `who` they are in a word or two. */
  listOf: (asked: Asked, count: number, who: string) => React.ReactNode;
};

type Campaign = { id: string; name: string };

/** As long as a filter in an address may be (lib/table-query.ts). */
const maxFilterLength = 3_500;

export function peopleOf(
  ctx: Context,
  campaign: Campaign,
  ask: CampaignAsk,
  split: FoundSplit | null,
): PeopleOf {
  const seesPeople = may(ctx.actor, 'crm.read');
  const makesLists = seesPeople && may(ctx.actor, 'lists.write');
  const isTooLong = (asked: Asked): boolean =>
    Object.values(asked).some((values) => values.join().length > maxFilterLength);
  const hrefOf: PeopleOf['hrefOf'] = (asked) =>
    seesPeople && !isTooLong(asked)
      ? gridAddress(`/email-campaigns/${campaign.id}`, asked, 'people', ask.kept)
      : undefined;
  return {
    hrefOf,
    listOf: (asked, count, who) => {
      const href = makesLists && count > 0 ? hrefOf(asked) : undefined;
      if (href === undefined) return null;
      const { searchParams } = new URL(href, 'http://here');
      const filter = listFilterOf(campaign.id, parseTableQuery(searchParams, recipientGrid.table), {
        machines: ask.people.machines,
        split,
      });
      const name = `${campaign.name}: ${who}`;
      const entity = asked.part && split ? split.entity : undefined;
      return (
        <MakeList
          source={{ kind: 'campaign', id: campaign.id }}
          query={searchParams.toString()}
          total={count}
          name={name}
          conditionHref={filter && newListHref({ name, entity: entity ?? 'contact', filter })}
          entity={entity}
          beside={who}
        />
      );
    },
  };
}

/** The same for what became of the mail; without a result everyone it was sent to. */
export const peopleByResult = ({ hrefOf, listOf }: PeopleOf) => ({
  hrefOf: (result?: RecipientResult) => hrefOf(result === undefined ? {} : { result: [result] }),
  listOf: (count: number, result?: RecipientResult) =>
    listOf(
      result === undefined ? {} : { result: [result] },
      count,
      result === undefined ? 'everyone it was sent to' : recipientResults[result],
    ),
});
