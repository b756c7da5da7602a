import { listApiUsers } from '../../engine/accounts';
import { allBooks } from '../read/books';
import { countCampaigns, listNewest } from '../read/campaigns';
import type { Screen } from '../screen';
import { Card, Facts, Figures } from '../ui/parts';
import { count, many } from '../words';
import { CampaignTable } from './campaigns';

export const overviewScreen: Screen = {
  path: '/',
  view({ world, account }) {
    const books = allBooks(world, account.id);
    const users = listApiUsers(world).filter((user) => user.account === account.id);
    return {
      title: account.name,
      section: '/',
      lead: `A stand-in for a Dotdigital account in region ${account.region}. Integrations connect to it with the API user below.`,
      body: (
        <>
          <Figures live="figures" figures={[
            { name: 'Contacts', value: count(books.find(({ kind }) => kind === 'all')?.contacts ?? 0) },
            { name: 'Address books', value: count(books.filter(({ kind }) => kind === 'book').length) },
            { name: 'Campaigns', value: count(countCampaigns(world, account.id)) },
            { name: 'Email credits', value: count(account.emailCredits) },
          ]} />
          <Card title="Account">
            <Facts facts={[
              ['Id', <code key="id">{account.id}</code>], ['Region', account.region],
              ['API users', users.map(({ email }) => email).join(', ') || 'none'],
              ['Contact limit', many(account.contactLimit, 'contact')],
            ]} />
          </Card>
          <CampaignTable campaigns={listNewest(world, account.id, { select: 5, skip: 0 })} now={world.clock.now()} caption="Recent campaigns" />
        </>
      ),
    };
  },
};
