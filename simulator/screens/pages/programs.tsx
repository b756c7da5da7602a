import {
  createProgram,
  enrol,
  getProgram,
  listEnrolments,
  listPrograms,
  programStatuses,
  setProgramStatus,
  type Program,
} from '../../engine/programs';
import { findByEmail } from '../../engine/contacts';
import { notFound, refuse } from '../../engine/failure';
import { readId } from '../read-id';
import { allBooks } from '../read/books';
import type { Page, Screen, ScreenCall } from '../screen';
import { choicesOf, SelectField, TextField } from '../ui/fields';
import { Card, Chip, Moment } from '../ui/parts';
import { Table } from '../ui/table';
import { many } from '../words';

const everything = { select: 1000, skip: 0 };

export const programsScreen: Screen = {
  path: '/programs',
  view({ world, account, form }) {
    const programs = listPrograms(world, account.id, everything);
    const active = programs.filter(({ status }) => status === 'Active').length;
    return {
      title: 'Programs',
      section: '/programs',
      lead:
        programs.length === 0
          ? 'No program yet. A program sends its own mails to whoever is enrolled.'
          : `${many(programs.length, 'program')}, ${active} active.`,
      body: (
        <>
          <form method="post" className="card form row">
            <TextField label="Name" name="name" value={form.find('name')} required maxLength={255} />
            <SelectField
              label="Status"
              name="status"
              value={form.find('status') ?? 'Active'}
              choices={choicesOf(programStatuses)}
            />
            <button className="primary">Create Program</button>
          </form>
          <Table
            caption="Programs"
            live="programs"
            rows={programs}
            keyOf={({ id }) => id}
            empty="Make one above; the API enrols contacts in it."
            columns={[
              { head: 'Name', first: true, cell: ({ id, name }) => <a href={`/programs/${id}`}>{name}</a> },
              { head: 'Status', cell: ({ status }) => <Chip word={status} /> },
              { head: 'Made', cell: ({ created }) => <Moment at={created} now={world.clock.now()} /> },
              { head: 'Id', number: true, cell: ({ id }) => <code>{id}</code> },
            ]}
          />
        </>
      ),
    };
  },
  act({ world, account, form }) {
    if (form.text('name') === '') throw refuse('NO_NAME', 'A program needs a name.');
    const program = createProgram(
      world,
      account.id,
      form.text('name'),
      form.choice('status', programStatuses, 'Active'),
    );
    return { to: `/programs/${program.id}`, notice: `The program ${program.name} is there.` };
  },
};

const programOf = (call: ScreenCall): Program => getProgram(call.world, call.account.id, readId(call));

function view(call: ScreenCall): Page {
  const { world, account, form } = call;
  const program = programOf(call);
  const now = world.clock.now();
  const enrolments = [
    ...listEnrolments(world, account.id, 'Processing', everything),
    ...listEnrolments(world, account.id, 'Finished', everything),
  ].filter((enrolment) => enrolment.program === program.id);
  const books = allBooks(world, account.id);
  return {
    title: program.name,
    section: '/programs',
    trail: [{ name: 'Programs', to: '/programs' }],
    lead: (
      <>
        <Chip word={program.status} /> {many(enrolments.length, 'enrolment')}, id <code>{program.id}</code>.
      </>
    ),
    actions: program.campaign !== null && (
      <a className="button" href={`/campaigns/${program.campaign}`}>
        Its mail
      </a>
    ),
    body: (
      <>
        <div className="columns">
          <Card title="Status">
            <form method="post" action={`/programs/${program.id}/status`} className="form row">
              <SelectField
                label="Status"
                name="status"
                value={program.status}
                choices={choicesOf(programStatuses)}
              />
              <button>Save</button>
            </form>
          </Card>
          <Card title="Enrol">
            <form method="post" action={`/programs/${program.id}/enrol`} className="form row">
              <SelectField
                label="Address book"
                name="book"
                value={form.find('book')}
                choices={[{ value: '', name: 'none' }, ...books.map(({ id, name }) => ({ value: id, name }))]}
              />
              <TextField label="Email" name="email" value={form.find('email')} />
              <button className="primary">Enrol</button>
            </form>
          </Card>
        </div>
        <Table
          caption="Enrolments"
          live="enrolments"
          rows={enrolments}
          keyOf={({ id }) => id}
          empty="Nobody has been enrolled yet."
          columns={[
            { head: 'Id', first: true, cell: ({ id }) => <code>{id}</code> },
            { head: 'State', cell: ({ status }) => <Chip word={status} /> },
            { head: 'Asked for', cell: ({ created }) => <Moment at={created} now={now} /> },
          ]}
        />
      </>
    ),
  };
}

export const programScreen: Screen = { path: '/programs/:id', view };

export const programStatusScreen: Screen = {
  path: '/programs/:id/status',
  view,
  act(call) {
    const program = programOf(call);
    setProgramStatus(
      call.world,
      program.account,
      program.id,
      call.form.choice('status', programStatuses, program.status),
    );
    return { to: `/programs/${program.id}`, notice: 'The status is saved.' };
  },
};

export const enrolScreen: Screen = {
  path: '/programs/:id/enrol',
  view,
  act(call) {
    const { world, form } = call;
    const program = programOf(call);
    const email = form.text('email');
    const contact = email === '' ? undefined : findByEmail(world, program.account, email);
    if (email !== '' && !contact)
      throw refuse('UNKNOWN_CONTACT', `${email} is not a contact of this account.`);
    if (!contact && form.text('book') === '')
      throw refuse('NOBODY', 'Nobody was chosen. Choose an address book or give an address.');
    const book = Number(form.text('book')) || 0;
    if (form.text('book') !== '' && book === 0) throw notFound('ERROR_ADDRESSBOOK_NOT_FOUND');
    enrol(world, program.account, program.id, contact ? [contact.id] : [], book > 0 ? [book] : []);
    return { to: `/programs/${program.id}`, notice: 'The enrolment is under way.' };
  },
};
