import { findBook } from './books';
import { createCampaign, listFromAddresses } from './campaigns/campaign';
import { sendTriggered } from './campaigns/play-send';
import { findContact, isSuppressed, type Contact } from './contacts';
import { playEvent, scheduleEvent } from './events';
import { Failure, notFound, refuse } from './failure';
import type { World } from './world';

export const programStatuses = ['Draft', 'Deactivated', 'Active', 'ReadOnly'] as const;
export type ProgramStatus = (typeof programStatuses)[number];

export interface Program {
  id: number;
  account: number;
  name: string;
  status: ProgramStatus;
  campaign: number | null;
  created: number;
}

export interface Enrolment {
  id: string;
  program: number;
  status: 'Processing' | 'Finished';
  created: number;
}

export interface EnrolmentFault {
  id: number;
  email: string;
  reason: string;
}

const maxContacts = 25;
const maxBooks = 10;
const hourMilliseconds = 3600 * 1000;

export function listPrograms(
  world: World,
  account: number,
  page: { select: number; skip: number },
): Program[] {
  return world.store.rows<Program>(
    'SELECT * FROM programs WHERE account = ? ORDER BY id LIMIT ? OFFSET ?',
    account,
    page.select,
    page.skip,
  );
}

export function getProgram(world: World, account: number, id: number): Program {
  const program = world.store.row<Program>(
    'SELECT * FROM programs WHERE id = ? AND account = ?',
    id,
    account,
  );
  if (!program) throw notFound('ERROR_PROGRAM_NOT_FOUND');
  return program;
}

export function createProgram(world: World, account: number, name: string, status: ProgramStatus): Program {
  const { id } = world.store.run(
    'INSERT INTO programs (account, name, status, created) VALUES (?, ?, ?, ?)',
    account,
    name,
    status,
    world.now(),
  );
  return getProgram(world, account, id);
}

export function setProgramStatus(world: World, account: number, id: number, status: ProgramStatus): Program {
  world.store.run('UPDATE programs SET status = ? WHERE id = ?', status, getProgram(world, account, id).id);
  return getProgram(world, account, id);
}

/** Unlike elsewhere an unknown book or contact is a bad request here. */
export function enrol(
  world: World,
  account: number,
  programId: number,
  contacts: number[],
  books: number[],
): Enrolment {
  const program = getProgram(world, account, programId);
  if (program.status !== 'Active') throw new Failure(422, 'ERROR_PROGRAM_NOT_ACTIVE', 'Error:');
  if (contacts.length + books.length === 0 || contacts.length > maxContacts)
    throw refuse('ERROR_ENROLMENT_INVALID', 'Error:');
  if (books.length > maxBooks) throw refuse('ERROR_ADDRESSBOOK_TOOMANY', 'Error:');
  if (books.some((book) => !findBook(world, account, book)))
    throw refuse('ERROR_ADDRESSBOOK_NOT_FOUND', 'Error:');
  if (contacts.some((contact) => !findContact(world, account, contact)))
    throw refuse('ERROR_CONTACT_NOT_FOUND', 'Error:');
  const lastHour = world.store.number(
    "SELECT count(*) AS n FROM jobs WHERE account = ? AND kind = 'enrolment' AND created > ?",
    account,
    world.now() - hourMilliseconds,
  );
  // The blank at the end is the vendor's.
  if (lastHour >= world.settings.enrolmentsPerHour) {
    throw new Failure(400, 'ERROR_ENROLMENT_ALLOWANCE_EXCEEDED', 'Error:', {
      message: 'Error: ERROR_ENROLMENT_ALLOWANCE_EXCEEDED ',
    });
  }
  const id = world.nextGuid();
  world.store.run(
    "INSERT INTO jobs (id, account, kind, status, created, body) VALUES (?, ?, 'enrolment', 'Processing', ?, ?)",
    id,
    account,
    world.now(),
    JSON.stringify({ program: program.id, contacts, books }),
  );
  scheduleEvent(world, world.now() + world.settings.enrolmentSeconds * 1000, 'enrolment', { id, account });
  return { id, program: program.id, status: 'Processing', created: world.now() };
}

interface JobRow {
  id: string;
  status: 'Processing' | 'Finished';
  created: number;
  body: string;
  result: string | null;
}

const readJob = ({ id, status, created, body }: JobRow): Enrolment => ({
  id,
  status,
  created,
  program: (JSON.parse(body) as { program: number }).program,
});

export function getEnrolment(
  world: World,
  account: number,
  id: string,
): Enrolment & { faults: EnrolmentFault[] } {
  const job = world.store.row<JobRow>(
    "SELECT * FROM jobs WHERE id = ? AND account = ? AND kind = 'enrolment'",
    id.toLowerCase(),
    account,
  );
  if (!job) throw notFound('ERROR_ENROLMENT_NOT_FOUND');
  return { ...readJob(job), faults: JSON.parse(job.result ?? '[]') as EnrolmentFault[] };
}

export function listEnrolments(
  world: World,
  account: number,
  status: string,
  page: { select: number; skip: number },
): Enrolment[] {
  return world.store
    .rows<JobRow>(
      "SELECT * FROM jobs WHERE account = ? AND kind = 'enrolment' AND status = ? ORDER BY created, id LIMIT ? OFFSET ?",
      account,
      status,
      page.select,
      page.skip,
    )
    .map(readJob);
}

/** What the API doesn't tell: whom each enrolment named. */
export function listEnrolled(
  world: World,
  account: number,
): { id: string; program: number; emails: string[] }[] {
  return world.store
    .rows<JobRow>("SELECT * FROM jobs WHERE account = ? AND kind = 'enrolment' ORDER BY created, id", account)
    .map((job) => {
      const { program, contacts } = JSON.parse(job.body) as { program: number; contacts: number[] };
      const emails = contacts.map(
        (contact) => findContact(world, account, contact)?.email ?? String(contact),
      );
      return { id: job.id, program, emails };
    });
}

playEvent<{ id: string; account: number }>('enrolment', (world, { id, account }) => {
  const job = world.store.row<JobRow>('SELECT * FROM jobs WHERE id = ?', id);
  if (!job) return;
  const { program, contacts, books } = JSON.parse(job.body) as {
    program: number;
    contacts: number[];
    books: number[];
  };
  const people = world.store.rows<Contact>(
    `SELECT * FROM contacts WHERE account = ? AND binned = 0 AND email IS NOT NULL AND id IN (SELECT value FROM json_each(?) UNION SELECT contact FROM members WHERE book IN (SELECT value FROM json_each(?))) ORDER BY id`,
    account,
    JSON.stringify(contacts),
    JSON.stringify(books),
  );
  const refused = people.filter(({ status }) => isSuppressed(status) || status === 'PendingOptIn');
  const faults: EnrolmentFault[] = refused.map((contact) => ({
    id: contact.id,
    email: contact.email,
    reason: contact.status,
  }));
  world.store.run("UPDATE jobs SET status = 'Finished', result = ? WHERE id = ?", JSON.stringify(faults), id);
  const enrolled = people.filter((contact) => !refused.includes(contact));
  if (enrolled.length > 0)
    sendTriggered(
      world,
      account,
      campaignOf(world, account, program),
      enrolled.map((contact) => contact.id),
    );
});

/** The mail a program sends, made when the first person enters it. */
function campaignOf(world: World, account: number, id: number): number {
  const program = getProgram(world, account, id);
  if (program.campaign !== null) return program.campaign;
  const campaign = createCampaign(world, account, {
    name: `${program.name}: first mail`,
    subject: 'Good to have you, @FIRSTNAME@',
    fromName: 'Northwind Outdoor',
    fromAddress: listFromAddresses(world, account)[0],
    kind: 'Triggered',
    htmlContent:
      '<p>Welcome.</p><a href="https://www.northwind.example/start">Start here</a> <a href="http://$UNSUB$">Unsubscribe</a>',
    plainTextContent: 'Welcome. https://www.northwind.example/start http://$UNSUB$',
  });
  world.store.run('UPDATE programs SET campaign = ? WHERE id = ?', campaign.id, id);
  return campaign.id;
}
