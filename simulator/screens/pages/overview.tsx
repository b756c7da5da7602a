import { listApiUsers } from '../../engine/accounts';
import { urlOfRegion } from '../../http/sandbox';
import { allBooks } from '../read/books';
import { countCampaigns, listNewest } from '../read/campaigns';
import type { Page, Screen, ScreenCall } from '../screen';
import { Card, Chip, Facts, Figures } from '../ui/parts';
import { Table } from '../ui/table';
import { count, many } from '../words';
import { CampaignTable } from './campaigns';
import { ClockCard } from './clock';

const shownBooks = 8;

function view(call: ScreenCall): Page {
  const { sandbox, world, account } = call;
  const books = allBooks(world, account.id);
  const own = books.filter(({ kind }) => kind === 'book');
  const users = listApiUsers(world).filter((user) => user.account === account.id);
  const faults = sandbox.faults.list().length;
  return {
    title: account.name,
    section: '/',
    lead: `A stand-in for a Dotdigital account in region ${account.region}. Programs connect to it with one of its API users.`,
    actions: (
      <>
        <a className="button" href="/books/new">
          New Address Book
        </a>
        <a className="button primary" href="/campaigns/new">
          New Campaign
        </a>
      </>
    ),
    body: (
      <>
        <Figures
          live="figures"
          figures={[
            {
              name: 'Contacts subscribed',
              value: count(books.find(({ kind }) => kind === 'all')?.contacts ?? 0),
            },
            { name: 'Address books', value: count(own.length) },
            { name: 'Campaigns', value: count(countCampaigns(world, account.id)) },
            { name: 'Email credits', value: count(account.emailCredits) },
            { name: 'Calls of the API', value: count(sandbox.log.last) },
          ]}
        />
        <div className="columns">
          <Card title="Account" aside={<a href={`/accounts/${account.id}`}>Edit</a>}>
            <Facts
              facts={[
                [
                  'API address',
                  <code key="url">
                    {urlOfRegion(sandbox, `http://127.0.0.1:${sandbox.port}`, account.region)}
                  </code>,
                ],
                ['Region', account.region],
                ['Contact limit', many(account.contactLimit, 'contact')],
                ['Id', <code key="id">{account.id}</code>],
              ]}
            />
            <p>
              <a href="/calls">Call log</a>
              {faults > 0 && (
                <>
                  , <a href="/faults">{many(faults, 'fault')} set</a>
                </>
              )}
            </p>
          </Card>
          <ClockCard call={call} />
        </div>
        <CampaignTable
          campaigns={listNewest(world, account.id, { select: 5, skip: 0 })}
          world={world}
          caption="Recent campaigns"
        />
        <div className="columns">
          <Table
            caption="Address books"
            live="books"
            rows={own.slice(-shownBooks).reverse()}
            keyOf={({ id }) => id}
            empty={
              <>
                No address book yet. <a href="/books/new">Make the first one</a>, or let a program make it.
              </>
            }
            columns={[
              { head: 'Name', first: true, cell: ({ id, name }) => <a href={`/books/${id}`}>{name}</a> },
              { head: 'Contacts', number: true, cell: ({ contacts }) => count(contacts) },
            ]}
          />
          <Table
            caption="API users"
            rows={users}
            keyOf={({ email }) => email}
            empty={
              <>
                No API user yet. <a href="/api-users/new">Make one</a>, so that programs can sign in.
              </>
            }
            columns={[
              {
                head: 'Email',
                first: true,
                cell: ({ email }) => <a href={`/api-users/${encodeURIComponent(email)}`}>{email}</a>,
              },
              { head: 'Password', cell: ({ password }) => <code>{password}</code> },
              { head: 'State', cell: ({ enabled }) => <Chip word={enabled ? 'Enabled' : 'Disabled'} /> },
            ]}
          />
        </div>
      </>
    ),
  };
}

export const overviewScreen: Screen = { path: '/', view };
