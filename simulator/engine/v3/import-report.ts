import { findImport, isHidden, readStatus, type ImportStatus } from '../imports/import-record';
import type { World } from '../world';
import { v3Failure } from './failure';
import type { FailedContact, Result } from './import-result';

export interface ImportReportV3 {
  created: { contactId: number; identifiers: unknown }[];
  updated: { contactId: number; identifiers: unknown }[];
  updatedCount: number;
  failures: FailedContact[];
}

export interface ImportStateV3 {
  id: string;
  status: ImportStatus;
  /** Nothing before the import has ended well. */
  report: ImportReportV3 | undefined;
}

export function readImportV3(world: World, account: number, id: string): ImportStateV3 {
  const record = findImport(world, id.toLowerCase());
  if (!record || record.account !== account || record.kind !== 'v3' || isHidden(world, record))
    throw v3Failure(404, 'contacts:importNotFound', `The import request '${id}' could not be found!`);
  const status = readStatus(world, record);
  if (status !== 'Finished' || record.orders.noReport) return { id: record.id, status, report: undefined };
  const rows = world.store.rows<{ outcome: Result['outcome']; contact: number; detail: string }>(
    'SELECT outcome, contact, detail FROM importResults WHERE import = ? ORDER BY n',
    record.id,
  );
  const of = (outcome: Result['outcome']) => rows.filter((row) => row.outcome === outcome);
  const reference = ({ contact, detail }: { contact: number; detail: string }) => ({
    contactId: contact,
    identifiers: JSON.parse(detail) as unknown,
  });
  const updated = of('updated').map(reference);
  const failures = of('failed').map(({ detail }) => JSON.parse(detail) as FailedContact);
  return {
    id: record.id,
    status,
    report: {
      created: of('created').map(reference),
      updated,
      updatedCount: updated.length + (record.orders.wrongSums ? 7 : 0),
      failures: record.orders.oddFaults ? [...failures, ...oddFailures(failures)] : failures,
    },
  };
}

/** One twice, one in capitals with blanks, one that is not in the import, a code nobody knows. */
function oddFailures([first]: FailedContact[]): FailedContact[] {
  const strange = (email: string, failureCode: string): FailedContact => ({
    matchIdentifier: 'email',
    identifiers: { email },
    failures: [{ failureCode, description: 'Nobody knows why' }],
  });
  const email = (first?.identifiers as { email?: string } | undefined)?.email ?? 'stranger@elsewhere.example';
  return [
    ...(first ? [first] : []),
    strange(`  ${email.toUpperCase()}  `, 'InvalidEmail'),
    strange('nobody-in-this-import@elsewhere.example', 'InvalidEmail'),
    strange(email, 'MailboxOnHoliday'),
  ];
}
