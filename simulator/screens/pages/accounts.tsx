import { getAccount, listAccounts } from '../../engine/accounts';
import type { Screen } from '../screen';
import { Chip } from '../ui/parts';
import { Table } from '../ui/table';
import { count } from '../words';

const view: Screen['view'] = ({ world, account }) => ({
  title: 'Accounts',
  section: '/accounts',
  lead: `You are looking at ${account.name}. An account answers API calls only at the address of its own region.`,
  body: (
    <Table
      caption="Accounts" rows={listAccounts(world)} keyOf={({ id }) => id} empty="No accounts."
      columns={[
        { head: 'Name', first: true, cell: ({ id, name, email }) => <><a href={`/?account=${id}`}>{name}</a><small>{email}</small></> },
        { head: 'Region', cell: ({ region }) => <code>{region}</code> },
        { head: 'Email credits', number: true, cell: ({ emailCredits }) => count(emailCredits) },
        { head: 'Contact limit', number: true, cell: ({ contactLimit }) => count(contactLimit) },
        { head: 'In use', cell: ({ id }) => id === account.id && <Chip word="shown here" tone="good" /> },
        { head: 'Id', number: true, cell: ({ id }) => <code>{id}</code> },
      ]}
    />
  ),
});

export const accountsScreen: Screen = { path: '/accounts', view };

export const chooseAccountScreen: Screen = {
  path: '/accounts/choose',
  view,
  act({ world, form }) {
    const { id, name } = getAccount(world, Number(form.text('account')));
    return { to: '/', account: id, notice: `You are looking at ${name}.` };
  },
};
