import { readDate } from '../../engine/dates';
import type { LoggedRequest } from '../../http/request-log';
import type { Screen } from '../screen';
import { SelectField, TextField } from '../ui/fields';
import { Chip, Moment, Press } from '../ui/parts';
import { Table } from '../ui/table';
import { count, many, size } from '../words';

const shown = 200;

const kinds: Record<string, { name: string; fits(call: LoggedRequest): boolean }> = {
  all: { name: 'All', fits: () => true },
  faults: { name: 'Struck by a fault', fits: ({ faultId }) => faultId !== null },
  refused: { name: 'Refused or failed', fits: ({ status }) => status === null || status >= 400 },
  writes: { name: 'Writing', fits: ({ method }) => method !== 'GET' },
};

export const callsScreen: Screen = {
  path: '/calls',
  view({ sandbox, world, query }) {
    const route = query.get('route') ?? '';
    const kind = query.get('kind') ?? 'all';
    const fits = (kinds[kind] ?? kinds.all)?.fits ?? (() => true);
    const found = sandbox.log.list({ route: route || undefined }).filter(fits);
    const rows = found.slice(-shown).reverse();
    const now = world.clock.now();
    return {
      title: 'Call log',
      section: '/calls',
      lead:
        sandbox.log.last === 0
          ? 'Nobody has called the API yet.'
          : `${many(found.length, 'call')}${route !== '' || kind !== 'all' ? ' that fit' : ''}, the newest first.`,
      actions: <Press action="/calls/clear" name="Clear" />,
      body: (
        <>
          <form className="card form row" role="search" action="/calls">
            <TextField
              label="Route or address"
              name="route"
              type="search"
              value={route}
              placeholder="/v2/address-books"
            />
            <SelectField
              label="Calls"
              name="kind"
              value={kind}
              submits
              choices={Object.entries(kinds).map(([value, { name }]) => ({ value, name }))}
            />
            <button data-stays>Search</button>
          </form>
          <Table
            caption="Calls"
            live="calls"
            rows={rows}
            keyOf={({ n }) => n}
            empty={
              sandbox.log.last === 0
                ? 'What programs ask of the API shows up here, with its answer and its fault.'
                : 'No call fits.'
            }
            columns={[
              {
                head: 'Call',
                first: true,
                cell: ({ method, path, apiUser }) => (
                  <>
                    <code>
                      {method} {path}
                    </code>
                    <small>{apiUser ?? 'nobody signed in'}</small>
                  </>
                ),
              },
              { head: 'Status', cell: ({ status }) => <Status status={status} /> },
              {
                head: 'Fault',
                cell: ({ faultId }) => (faultId === null ? '' : <code className="whole">{faultId}</code>),
              },
              { head: 'Sent', number: true, cell: ({ requestBytes }) => size(requestBytes) },
              { head: 'Answered', number: true, cell: ({ responseBytes }) => size(responseBytes) },
              { head: 'Took', number: true, cell: ({ ms }) => `${ms.toFixed(1)} ms` },
              { head: 'Region', cell: ({ region }) => region },
              { head: 'When', cell: ({ time }) => <Moment at={readDate(time) ?? now} now={now} /> },
              { head: 'No.', number: true, cell: ({ n }) => count(n) },
            ]}
          />
          {found.length > shown && (
            <p className="hint">
              The newest {shown} of {count(found.length)}.
            </p>
          )}
        </>
      ),
    };
  },
};

function Status({ status }: { status: number | null }) {
  if (status === null) return <Chip word="no answer" tone="bad" />;
  return (
    <Chip
      word={String(status)}
      tone={status < 300 ? 'good' : status < 400 ? 'info' : status < 500 ? 'warn' : 'bad'}
    />
  );
}

export const clearCallsScreen: Screen = {
  path: '/calls/clear',
  view: (call) => callsScreen.view(call),
  act({ sandbox }) {
    sandbox.log.clear();
    return { to: '/calls', notice: 'The log is empty.' };
  },
};
