import { refuse } from '../../engine/failure';
import { faultKinds } from '../../http/faults/kinds';
import type { FaultRule } from '../../http/faults/rule';
import { routeTable } from '../../route-table';
import type { Screen } from '../screen';
import type { SentForm } from '../sent-form';
import { choicesOf, SelectField, TextField } from '../ui/fields';
import { Card, Press } from '../ui/parts';
import { Table } from '../ui/table';
import { count, many } from '../words';

const methods = ['any', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

function whenOf({ nth, every, rate, times, until }: FaultRule): string {
  const which =
    nth !== undefined
      ? `call number ${nth}`
      : every !== undefined
        ? every === 1
          ? 'every call'
          : `one call in ${every}`
        : rate !== undefined
          ? `${rate * 100} % of the calls`
          : 'every call';
  return [
    which,
    ...(times === undefined ? [] : [times === 1 ? 'once' : `at most ${times} times`]),
    ...(until === undefined ? [] : [`until ${until}`]),
  ].join(', ');
}

export const faultsScreen: Screen = {
  path: '/faults',
  view({ sandbox, form }) {
    const rules = sandbox.faults.list();
    return {
      title: 'Faults',
      section: '/faults',
      lead:
        rules.length === 0
          ? 'No fault is set: every call gets the answer it should.'
          : `${many(rules.length, 'rule')} in force, struck ${many(
              rules.reduce((sum, rule) => sum + rule.injected, 0),
              'time',
            )} so far.`,
      actions: rules.length > 0 && <Press action="/faults/clear" name="Clear all" />,
      body: (
        <>
          <Table
            caption="Rules"
            live="rules"
            rows={rules}
            keyOf={({ id }) => id}
            empty="Add a rule below to see how a client takes a slow, torn or refused call."
            columns={[
              { head: 'Kind', first: true, cell: ({ kind }) => <code className="whole">{kind}</code> },
              {
                head: 'Calls',
                cell: ({ route, method }) => (
                  <code>
                    {method ?? ''} {route}
                  </code>
                ),
              },
              { head: 'When', cell: (rule) => whenOf(rule) },
              {
                head: 'With',
                cell: ({ args }) =>
                  Object.keys(args).length === 0 ? '' : <code>{JSON.stringify(args)}</code>,
              },
              { head: 'Matched', number: true, cell: ({ matched }) => count(matched) },
              { head: 'Struck', number: true, cell: ({ injected }) => count(injected) },
              { head: 'Id', cell: ({ id }) => <code className="whole">{id}</code> },
              {
                head: 'Remove',
                press: true,
                cell: ({ id }) => (
                  <Press
                    action="/faults/remove"
                    values={{ id }}
                    name="Remove"
                    label={`Remove ${id}`}
                    kind="small"
                  />
                ),
              },
            ]}
          />
          <Card title="Add a rule">
            <form method="post" className="form">
              <SelectField
                label="Kind"
                name="kind"
                value={form.find('kind')}
                choices={choicesOf([...faultKinds].sort())}
                hint={
                  <>
                    What each does stands in <code>simulator/README.md</code>.
                  </>
                }
              />
              <TextField
                label="Route"
                name="route"
                value={form.find('route') ?? '*'}
                hint={
                  <>
                    A path of the API or a pattern: <code>*</code> stands for anything, <code>{'{id}'}</code>{' '}
                    for one part.
                  </>
                }
                list="routes"
              />
              <datalist id="routes">
                {[...new Set(routeTable.map(({ path }) => path))].map((path) => (
                  <option key={path} value={path} />
                ))}
              </datalist>
              <SelectField
                label="Method"
                name="method"
                value={form.find('method')}
                choices={choicesOf(methods)}
              />
              <div className="form row">
                <TextField
                  label="Only call number"
                  name="nth"
                  type="number"
                  min={1}
                  value={form.find('nth')}
                />
                <TextField
                  label="Every so many calls"
                  name="every"
                  type="number"
                  min={1}
                  value={form.find('every')}
                />
                <TextField label="Share of calls, 0 to 1" name="rate" value={form.find('rate')} />
                <TextField
                  label="At most so many times"
                  name="times"
                  type="number"
                  min={1}
                  value={form.find('times')}
                />
                <TextField label="Seed of the share" name="seed" type="number" value={form.find('seed')} />
                <TextField
                  label="Until (UTC, sandbox clock)"
                  name="until"
                  type="datetime-local"
                  value={form.find('until')}
                />
              </div>
              <TextField
                label="Arguments"
                name="args"
                value={form.find('args')}
                placeholder={'{"seconds": 5}'}
                hint="JSON; most kinds need none."
              />
              <p className="buttons">
                <button className="primary">Add Fault</button>
              </p>
            </form>
          </Card>
        </>
      ),
    };
  },
  act({ sandbox, form }) {
    const rule: Record<string, unknown> = {
      kind: form.text('kind'),
      route: form.text('route') || '*',
      args: readArguments(form),
    };
    if (form.text('method') !== 'any' && form.text('method') !== '') rule.method = form.text('method');
    if (form.text('until') !== '') rule.until = form.text('until');
    for (const name of ['nth', 'every', 'rate', 'times', 'seed']) {
      const number = form.number(name, name);
      if (number !== undefined) rule[name] = number;
    }
    const { id, kind } = sandbox.faults.add(rule);
    return { to: '/faults', notice: `The rule ${id} is in force: ${kind}.` };
  },
};

function readArguments(form: SentForm): unknown {
  if (form.text('args') === '') return {};
  try {
    return JSON.parse(form.text('args'));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw refuse('NOT_JSON', 'The arguments are not JSON, such as {"seconds": 5}.');
    throw error;
  }
}

export const removeFaultScreen: Screen = {
  path: '/faults/remove',
  view: (call) => faultsScreen.view(call),
  act({ sandbox, form }) {
    sandbox.faults.remove(form.text('id'));
    return { to: '/faults', notice: `The rule ${form.text('id')} is gone.` };
  },
};

export const clearFaultsScreen: Screen = {
  path: '/faults/clear',
  view: (call) => faultsScreen.view(call),
  act({ sandbox }) {
    sandbox.faults.remove();
    return { to: '/faults', notice: 'No fault is set any more.' };
  },
};
