import { Failure } from '../failure';
import type { World } from '../world';
import { writeCsvLine } from './csv';
import type { CounterName, Counters, ImportRecord } from './import-record';

// Two published tables of the same words; where one has none the other's stands in.
const words: Record<CounterName, { docs: string; magento: string }> = {
  newContacts: { docs: '', magento: '' },
  updatedContacts: { docs: '', magento: '' },
  globallySuppressed: { docs: 'Globally Suppressed', magento: 'Globally Suppressed' },
  invalidEntries: { docs: 'Invalid Email', magento: 'Invalid Entries' },
  duplicateEmails: { docs: 'Duplicate', magento: 'Duplicate' },
  blocked: { docs: 'Blocker', magento: 'Blocked' },
  unsubscribed: { docs: 'Unsubscribed', magento: 'Unsubscribed' },
  hardBounced: { docs: 'Hard bounced', magento: 'Hard Bounced' },
  softBounced: { docs: 'Soft bounced', magento: 'Soft bounced' },
  ispComplaints: { docs: 'Complained to ISP', magento: 'Isp Complaints' },
  mailBlocked: { docs: 'Mail blocked', magento: 'Mail Blocked' },
  domainSuppressed: { docs: 'Suppressed by Domain', magento: 'Domain Suppressed' },
  pendingDoubleOptin: { docs: 'Pending optin', magento: 'Pending optin' },
  failures: { docs: 'Failures', magento: 'Failures' },
  suppressedContacts: { docs: 'Suppressed by you', magento: 'Suppressed by you' },
};

const dayMilliseconds = 24 * 3600 * 1000;

export function readReport(world: World, record: ImportRecord): Counters {
  if (record.status !== 'Finished' || record.orders.noReport) throw noReport(world);
  return record.orders.wrongSums
    ? { ...record.counters, updatedContacts: record.counters.updatedContacts + 7 }
    : record.counters;
}

/** The file of rows that were not taken, as the service writes it; gone after a week. */
export function writeFaults(world: World, record: ImportRecord): string {
  const ended = record.finished ?? world.now();
  if (
    record.status !== 'Finished' ||
    record.orders.noReport ||
    world.now() - ended > world.settings.faultsKeptDays * dayMilliseconds
  )
    throw noReport(world);
  const faults = world.store.rows<{ reason: CounterName; line: string }>(
    'SELECT reason, line FROM importFaults WHERE import = ? ORDER BY n',
    record.id,
  );
  if (faults.length === 0 && world.settings.emptyFaults === 'empty') return '';
  const lines = faults.map(({ reason, line }) => `${words[reason][world.settings.faultWords]},${line}`);
  const odd = record.orders.oddFaults ? oddLines(record, lines) : [];
  return `${world.settings.faultsBom ? '\ufeff' : ''}${[`Reason,${writeCsvLine(record.header)}`, ...lines, ...odd].join('\r\n')}\r\n`;
}

/** An address twice, in another case, with blanks, not in the file, a reason nobody knows, a newline in a cell. */
function oddLines(record: ImportRecord, lines: string[]): string[] {
  const first =
    lines[0] ?? `Unsubscribed,${writeCsvLine(record.header.map(() => 'stranger@elsewhere.example'))}`;
  const rest = first.slice(first.indexOf(',') + 1);
  const stranger = writeCsvLine(record.header.map(() => 'nobody-in-this-file@elsewhere.example'));
  return [
    first,
    `Unsubscribed,${rest.toUpperCase()}`,
    `Unsubscribed,  ${rest}  `,
    `Unsubscribed,${stranger}`,
    `Mailbox on Holiday,${rest}`,
    `"Hard\nbounced",${rest}`,
  ];
}

const noReport = ({ settings }: World): Failure =>
  new Failure(
    Number(settings.reportTooEarly),
    'ERROR_IMPORT_REPORT_NOT_FOUND',
    'Import is not processed yet or completed with error.',
  );
