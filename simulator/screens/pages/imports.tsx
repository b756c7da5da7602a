import type { ReactNode } from 'react';
import { findBook } from '../../engine/books';
import { counterNames, getImport, listImports, type ImportRecord } from '../../engine/imports/import-record';
import { writeFaults } from '../../engine/imports/reports';
import { listFaults } from '../read/imports';
import type { Screen, ScreenCall } from '../screen';
import { Card, Chip, Facts, Figures, Moment } from '../ui/parts';
import { Table } from '../ui/table';
import { capital, count, duration, many, size, spaced } from '../words';

const shownImports = 200;
const shownFaults = 200;

const refused = ({ counters }: ImportRecord): number =>
  counterNames.slice(2).reduce((sum, name) => sum + counters[name], 0);
const bookNames = ({ world, account }: ScreenCall, { books }: ImportRecord): string =>
  books.map((id) => findBook(world, account.id, id)?.name ?? `book ${id} (deleted)`).join(', ') ||
  'no address book';

export const importsScreen: Screen = {
  path: '/imports',
  view(call) {
    const { world, account } = call;
    const imports = listImports(world, account.id, shownImports);
    const active = imports.filter((record) => record.active).length;
    const now = world.clock.now();
    return {
      title: 'Imports',
      section: '/imports',
      lead:
        imports.length === 0
          ? 'No program has imported contacts yet.'
          : `${active === 0 ? 'Nothing is being imported' : `${many(active, 'import')} under way`}; the newest ${imports.length === 1 ? 'import' : `${imports.length} imports`}.`,
      body: (
        <Table
          caption="Imports"
          live="imports"
          rows={imports}
          keyOf={({ id }) => id}
          empty="Contacts that a program imports over the API show up here, with what became of every row."
          columns={[
            {
              head: 'File',
              first: true,
              cell: (record) => (
                <>
                  <a href={`/imports/${record.id}`}>{record.fileName}</a>
                  <small>{bookNames(call, record)}</small>
                </>
              ),
            },
            { head: 'State', cell: ({ status }) => <Chip word={status} /> },
            { head: 'Began', cell: ({ created }) => <Moment at={created} now={now} /> },
            { head: 'Rows', number: true, cell: ({ totalRows }) => count(totalRows) },
            { head: 'New', number: true, cell: ({ counters }) => count(counters.newContacts) },
            { head: 'Updated', number: true, cell: ({ counters }) => count(counters.updatedContacts) },
            { head: 'Not taken', number: true, cell: (record) => count(refused(record)) },
          ]}
        />
      ),
    };
  },
};

const importOf = (call: ScreenCall): ImportRecord =>
  getImport(call.world, call.account.id, call.params.id ?? '');

export const importScreen: Screen = {
  path: '/imports/:id',
  view(call) {
    const record = importOf(call);
    const now = call.world.clock.now();
    const faults = listFaults(call.world, record.id, shownFaults);
    return {
      title: record.fileName,
      section: '/imports',
      trail: [{ name: 'Imports', to: '/imports' }],
      lead: `${many(record.totalRows, 'row')} for ${bookNames(call, record)}: ${spaced(record.status).toLowerCase()}${record.finished === null ? '' : ` after ${duration(record.finished - record.created)}`}.`,
      actions: record.status === 'Finished' && refused(record) > 0 && (
        <a className="button" href={`/imports/${record.id}/faults.csv`}>
          Faults as CSV
        </a>
      ),
      body: (
        <>
          <Figures
            live="counters"
            figures={counterNames
              .filter((name, n) => n < 2 || record.counters[name] > 0)
              .map((name) => ({ name: capital(spaced(name)), value: count(record.counters[name]) }))}
          />
          <Card title="Import">
            <Facts
              facts={[
                ['State', <Chip key="state" word={record.status} />],
                ['Id', <code key="id">{record.id}</code>],
                ['File', `${record.fileName}, ${size(record.size)}`],
                ['When values differ', spaced(record.mergeOption)],
                ['Began', <Moment key="began" at={record.created} now={now} />],
                [
                  'Ended',
                  record.finished === null ? (
                    'not yet'
                  ) : (
                    <Moment key="ended" at={record.finished} now={now} />
                  ),
                ],
                ['Columns', record.header.join(', ') || 'not read yet'],
                ...(record.orders.fault
                  ? [['Fault', <code key="fault">{record.orders.fault}</code>] as [string, ReactNode]]
                  : []),
              ]}
            />
          </Card>
          <Table
            caption="Rows that were not taken"
            live="faults"
            rows={faults}
            keyOf={({ n }) => n}
            empty="Every row was taken."
            columns={[
              { head: 'Row', first: true, named: true, cell: ({ n }) => count(n + 1) },
              { head: 'Reason', cell: ({ reason }) => <Chip word={capital(spaced(reason))} /> },
              { head: 'Line', cell: ({ line }) => <code>{line}</code> },
            ]}
          />
          {faults.length === shownFaults && (
            <p className="hint">The first {shownFaults}; the CSV has all of them.</p>
          )}
        </>
      ),
    };
  },
};

export const importFaultsScreen: Screen = {
  path: '/imports/:id/faults.csv',
  view(call) {
    const record = importOf(call);
    return {
      type: 'text/csv; charset=utf-8',
      content: writeFaults(call.world, record),
      fileName: `faults-${record.id}.csv`,
    };
  },
};
