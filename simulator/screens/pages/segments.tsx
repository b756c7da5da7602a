import { withCount } from '../../engine/books';
import { findDataField, listDataFields } from '../../engine/data-fields';
import { refuse } from '../../engine/failure';
import {
  createSegment,
  listSegments,
  readRefresh,
  refreshSegment,
  type SegmentRule,
} from '../../engine/segments';
import { allBooks } from '../read/books';
import type { Screen } from '../screen';
import { SelectField, TextField } from '../ui/fields';
import { Chip, Press } from '../ui/parts';
import { Table } from '../ui/table';
import { count, many } from '../words';

const everything = { select: 1000, skip: 0 };
const anyone = { value: '', name: 'any' };

function ruleInWords(rule: SegmentRule, books: Map<number, string>): string {
  const parts = [
    ...(rule.field === undefined ? [] : [`${rule.field.toUpperCase()} is “${rule.equals ?? ''}”`]),
    ...(rule.book === undefined ? [] : [`in ${books.get(rule.book) ?? 'an address book that is gone'}`]),
  ];
  return parts.length === 0 ? 'everyone who is subscribed' : `subscribed, ${parts.join(', ')}`;
}

const RefreshChip = ({ status }: { status: ReturnType<typeof readRefresh> }) =>
  status === 'NotStarted' ? (
    <Chip word="as it was made" tone="quiet" />
  ) : status === 'NotFinished' ? (
    <Chip word="being refreshed" tone="info" />
  ) : (
    <Chip word="refreshed" tone="good" />
  );

export const segmentsScreen: Screen = {
  path: '/segments',
  view({ world, account, form }) {
    const segments = listSegments(world, account.id, everything).map((segment) => withCount(world, segment));
    const books = allBooks(world, account.id).filter(({ kind }) => kind === 'book');
    const names = new Map(books.map(({ id, name }) => [id, name]));
    return {
      title: 'Segments',
      section: '/segments',
      lead:
        segments.length === 0
          ? 'There is no segment yet.'
          : `${many(segments.length, 'segment')}; a segment holds who fitted when it was last refreshed.`,
      body: (
        <>
          <form method="post" className="card form row">
            <TextField label="Name" name="name" value={form.find('name')} required maxLength={128} />
            <SelectField
              label="Data field"
              name="field"
              value={form.find('field')}
              choices={[
                anyone,
                ...listDataFields(world, account.id).map(({ name }) => ({ value: name, name })),
              ]}
            />
            <TextField label="is" name="equals" value={form.find('equals')} />
            <SelectField
              label="Address book"
              name="book"
              value={form.find('book')}
              choices={[anyone, ...books.map(({ id, name }) => ({ value: id, name }))]}
            />
            <button className="primary">Create Segment</button>
          </form>
          <Table
            caption="Segments"
            live="segments"
            rows={segments}
            keyOf={({ id }) => id}
            empty="Make one above; programs read it like an address book, and campaigns can be sent to it."
            columns={[
              { head: 'Name', first: true, cell: ({ id, name }) => <a href={`/books/${id}`}>{name}</a> },
              {
                head: 'Who',
                cell: ({ rule }) => ruleInWords(JSON.parse(rule ?? '{}') as SegmentRule, names),
              },
              { head: 'Contacts', number: true, cell: ({ contacts }) => count(contacts) },
              { head: 'State', cell: ({ id }) => <RefreshChip status={readRefresh(world, id)} /> },
              { head: 'Id', number: true, cell: ({ id }) => <code>{id}</code> },
              {
                head: 'Refresh',
                press: true,
                cell: ({ id, name }) => (
                  <Press
                    action="/segments/refresh"
                    values={{ id }}
                    name="Refresh"
                    label={`Refresh ${name}`}
                    kind="small"
                  />
                ),
              },
            ]}
          />
        </>
      ),
    };
  },
  act({ world, account, form }) {
    const [field, book] = [form.text('field'), Number(form.text('book'))];
    if (field !== '' && !findDataField(world, account.id, field))
      throw refuse('NO_FIELD', 'There is no such data field.');
    const { name, contacts } = createSegment(world, account.id, form.text('name'), {
      ...(field === '' ? {} : { field, equals: form.text('equals') }),
      ...(book > 0 ? { book } : {}),
    });
    return { to: '/segments', notice: `The segment ${name} holds ${many(contacts, 'contact')}.` };
  },
};

export const refreshSegmentScreen: Screen = {
  path: '/segments/refresh',
  view: (call) => segmentsScreen.view(call),
  act({ world, account, form }) {
    refreshSegment(world, account.id, Number(form.text('id')));
    return { to: '/segments', notice: 'The segment is being refreshed.' };
  },
};
