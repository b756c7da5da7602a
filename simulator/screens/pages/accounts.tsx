import { changeAccount, getAccount, listAccounts, type Account } from '../../engine/accounts';
import { refuse } from '../../engine/failure';
import { openAccount } from '../../engine/found-world';
import { urlOfRegion } from '../../http/sandbox';
import { readId } from '../read-id';
import type { Page, Screen, ScreenCall } from '../screen';
import { choicesOf, SelectField, TextField } from '../ui/fields';
import { Card, Chip, Facts } from '../ui/parts';
import { Table } from '../ui/table';
import { count } from '../words';

const regions = ['r1', 'r2', 'r3'] as const;

function view({ world, account, form }: ScreenCall): Page {
  return {
    title: 'Accounts',
    section: '/accounts',
    lead: `You are looking at ${account.name}. An account answers API calls only at the address of its own region.`,
    body: (
      <>
        <form method="post" action="/accounts/add" className="card form row">
          <TextField label="Name" name="name" value={form.find('name')} required maxLength={200} />
          <SelectField
            label="Region"
            name="region"
            value={form.find('region')}
            choices={choicesOf(regions)}
          />
          <button className="primary">Open Account</button>
        </form>
        <Table
          caption="Accounts"
          rows={listAccounts(world)}
          keyOf={({ id }) => id}
          empty="No accounts."
          columns={[
            {
              head: 'Name',
              first: true,
              cell: ({ id, name, email }) => (
                <>
                  <a href={`/accounts/${id}`}>{name}</a>
                  <small>{email}</small>
                </>
              ),
            },
            { head: 'Region', cell: ({ region }) => <code>{region}</code> },
            { head: 'Email credits', number: true, cell: ({ emailCredits }) => count(emailCredits) },
            { head: 'Contact limit', number: true, cell: ({ contactLimit }) => count(contactLimit) },
            { head: 'Id', number: true, cell: ({ id }) => <code>{id}</code> },
            {
              head: 'Shown',
              press: true,
              cell: ({ id }) =>
                id === account.id ? (
                  <Chip word="shown here" tone="good" />
                ) : (
                  <a href={`/?account=${id}`}>Look at it</a>
                ),
            },
          ]}
        />
      </>
    ),
  };
}

export const accountsScreen: Screen = { path: '/accounts', view };

export const chooseAccountScreen: Screen = {
  path: '/accounts/choose',
  view,
  act({ world, form }) {
    const { id, name } = getAccount(world, Number(form.text('account')));
    return { to: '/', account: id, notice: `You are looking at ${name}.` };
  },
};

export const addAccountScreen: Screen = {
  path: '/accounts/add',
  view,
  act({ world, form }) {
    if (form.text('name') === '') throw refuse('NO_NAME', 'An account needs a name.');
    const { id, name } = openAccount(world, {
      name: form.text('name'),
      region: form.choice('region', regions, 'r1'),
    });
    return {
      to: '/',
      account: id,
      notice: `The account ${name} is open. Make it an API user, so that programs can sign in.`,
    };
  },
};

const accountOf = (call: ScreenCall): Account => getAccount(call.world, readId(call));

export const accountScreen: Screen = {
  path: '/accounts/:id',
  view(call) {
    const { form, sandbox } = call;
    const account = accountOf(call);
    return {
      title: account.name,
      section: '/accounts',
      trail: [{ name: 'Accounts', to: '/accounts' }],
      lead: (
        <>
          It answers at{' '}
          <code>{urlOfRegion(sandbox, `http://127.0.0.1:${sandbox.port}`, account.region)}</code>.
        </>
      ),
      body: (
        <>
          <form method="post" className="card form">
            <TextField
              label="Name"
              name="name"
              value={form.find('name') ?? account.name}
              required
              maxLength={200}
            />
            <SelectField
              label="Region"
              name="region"
              value={form.find('region') ?? account.region}
              choices={choicesOf([...new Set([...regions, account.region])])}
              hint="Moving it makes its old address answer 403, as when an account is moved for real."
            />
            <TextField
              label="Email credits"
              name="emailCredits"
              type="number"
              min={0}
              value={form.find('emailCredits') ?? account.emailCredits}
            />
            <TextField
              label="Contact limit"
              name="contactLimit"
              type="number"
              min={0}
              value={form.find('contactLimit') ?? account.contactLimit}
            />
            <p className="buttons">
              <button className="primary">Save</button>
              <a className="button" href="/accounts">
                Cancel
              </a>
            </p>
          </form>
          <Card title="More">
            <Facts
              facts={[
                ['Time zone', account.timezone],
                ['Currency', account.currency],
                ['Locale', account.locale],
                ['Features', account.features.join(', ') || 'none'],
              ]}
            />
          </Card>
        </>
      ),
    };
  },
  act(call) {
    const { form, world } = call;
    const account = accountOf(call);
    if (form.text('name') === '') throw refuse('NO_NAME', 'An account needs a name.');
    changeAccount(world, account.id, {
      name: form.text('name'),
      region: form.choice('region', regions, 'r1'),
      emailCredits: Math.floor(form.number('emailCredits', 'Email credits') ?? account.emailCredits),
      contactLimit: Math.floor(form.number('contactLimit', 'Contact limit') ?? account.contactLimit),
    });
    return { to: `/accounts/${account.id}`, notice: 'Saved.' };
  },
};
