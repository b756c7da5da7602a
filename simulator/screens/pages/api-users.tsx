import { findApiUser, listApiUsers, saveApiUser, type ApiUser } from '../../engine/accounts';
import { notFound, refuse } from '../../engine/failure';
import type { Screen, ScreenCall } from '../screen';
import { SelectField, TextField, Tick } from '../ui/fields';
import { Chip, Moment } from '../ui/parts';
import { Table } from '../ui/table';
import { count, many } from '../words';

const schemes = ['tiered', 'flat'] as const;

export const apiUsersScreen: Screen = {
  path: '/api-users',
  view({ world, account }) {
    const users = listApiUsers(world).filter((user) => user.account === account.id);
    return {
      title: 'API users',
      section: '/api-users',
      lead: `${many(users.length, 'API user')}, ${users.filter(({ enabled }) => enabled).length} enabled. A program signs in with one of them and its password.`,
      actions: (
        <a className="button primary" href="/api-users/new">
          New User
        </a>
      ),
      body: (
        <Table
          caption="API users"
          rows={users}
          keyOf={({ email }) => email}
          empty="No API user yet: nobody can call the API of this account."
          columns={[
            {
              head: 'Email',
              first: true,
              cell: ({ email, description }) => (
                <>
                  <a href={`/api-users/${encodeURIComponent(email)}`}>{email}</a>
                  <small>{description}</small>
                </>
              ),
            },
            { head: 'State', cell: ({ enabled }) => <Chip word={enabled ? 'Enabled' : 'Disabled'} /> },
            {
              head: 'Limit',
              cell: ({ scheme, limits }) =>
                scheme === 'flat'
                  ? `${count(world.settings.flatCallsPerHour)} calls an hour`
                  : `${count(limits.low)}, ${count(limits.medium)}, ${count(limits.high)} calls a minute`,
            },
            { head: 'Made', cell: ({ created }) => <Moment at={created} now={world.clock.now()} /> },
          ]}
        />
      ),
    };
  },
};

function UserForm({ call, user }: { call: ScreenCall; user?: ApiUser }) {
  const { form } = call;
  const limit = (tier: 'low' | 'medium' | 'high'): string | number =>
    form.find(tier) ?? user?.limits[tier] ?? '';
  return (
    <form method="post" className="card form">
      <TextField
        label="Description"
        name="description"
        value={form.find('description') ?? user?.description}
        maxLength={200}
      />
      <TextField
        label="Password"
        name="password"
        value={form.find('password') ?? user?.password ?? 'sandbox-password'}
        required
        maxLength={200}
        hint="Shown as it is: this is a sandbox."
      />
      <Tick
        label="Enabled"
        name="enabled"
        value="yes"
        checked={form.wasSent ? form.has('enabled') : (user?.enabled ?? true)}
        hint="A user that is not enabled gets 401 for every call."
      />
      {user && (
        <>
          <SelectField
            label="Limit"
            name="scheme"
            value={form.find('scheme') ?? user.scheme}
            choices={[
              { value: 'tiered', name: 'by the minute, in tiers (429)' },
              { value: 'flat', name: 'by the hour, flat (400)' },
            ]}
          />
          <div className="form row">
            <TextField label="Low tier" name="low" type="number" min={0} value={limit('low')} />
            <TextField label="Medium tier" name="medium" type="number" min={0} value={limit('medium')} />
            <TextField label="High tier" name="high" type="number" min={0} value={limit('high')} />
          </div>
        </>
      )}
      <p className="buttons">
        <button className="primary">Save</button>
        <a className="button" href="/api-users">
          Cancel
        </a>
      </p>
    </form>
  );
}

function readUser({ form }: ScreenCall): { password: string; enabled: boolean; description: string } {
  if (form.text('password') === '') throw refuse('NO_PASSWORD', 'An API user needs a password.');
  return {
    password: form.text('password'),
    enabled: form.has('enabled'),
    description: form.text('description'),
  };
}

export const newApiUserScreen: Screen = {
  path: '/api-users/new',
  view: (call) => ({
    title: 'New User',
    section: '/api-users',
    trail: [{ name: 'API users', to: '/api-users' }],
    lead: 'Its email address is generated, as the service does it, and shown when you save.',
    body: <UserForm call={call} />,
  }),
  act(call) {
    const user = saveApiUser(call.world, { account: call.account.id, ...readUser(call) });
    return {
      to: `/api-users/${encodeURIComponent(user.email)}`,
      notice: `The API user ${user.email} is there.`,
    };
  },
};

function userOf({ world, account, params }: ScreenCall): ApiUser {
  const user = findApiUser(world, params.email ?? '');
  if (user?.account !== account.id) throw notFound('NO_SUCH_USER');
  return user;
}

export const apiUserScreen: Screen = {
  path: '/api-users/:email',
  view(call) {
    const user = userOf(call);
    return {
      title: user.email,
      section: '/api-users',
      trail: [{ name: 'API users', to: '/api-users' }],
      lead: (
        <>
          {user.enabled ? 'Enabled' : 'Not enabled'}. It signs in to {call.account.name}, region{' '}
          <code>{call.account.region}</code>.
        </>
      ),
      body: <UserForm call={call} user={user} />,
    };
  },
  act(call) {
    const { world, form } = call;
    const user = userOf(call);
    const limits = {
      low: form.number('low', 'Low tier') ?? user.limits.low,
      medium: form.number('medium', 'Medium tier') ?? user.limits.medium,
      high: form.number('high', 'High tier') ?? user.limits.high,
    };
    saveApiUser(world, {
      ...user,
      ...readUser(call),
      scheme: form.choice('scheme', schemes, user.scheme),
      limits,
    });
    return { to: `/api-users/${encodeURIComponent(user.email)}`, notice: 'Saved.' };
  },
};
