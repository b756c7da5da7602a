import { readFaults, type ImportFault } from './imports';
import { readOne, readPages, type Page, type PageOptions } from './pages';
import type { Transport } from './request';
import { WireEnrolment, WireProgram } from './wire';

/** What one call may carry, and how many an account may make in an hour (dotdigital-api.md 8). */
export const enrolmentLimits = { contacts: 25, perHour: 20 };

/** Enrolling may not be repeated by whoever doesn't know whether it acted. */
export const programCalls = (transport: Transport) => ({
  /** Their names and states; what starts them, the API doesn't tell. */
  programs: (options: PageOptions = {}): AsyncIterable<Page<WireProgram>> =>
    readPages(transport, '/programs', WireProgram, options),

  /** As it stands, and what time it is there. */
  async program(id: number): Promise<WireProgram & { serverDate: Date | null }> {
    const path = `/programs/${id}`;
    const { body, serverDate } = await transport.send({ method: 'GET', path, tier: 'mediumCallRate' });
    return { ...readOne(`GET ${path}`, WireProgram, body), serverDate };
  },

  async enrol(programId: number, contacts: readonly number[]): Promise<WireEnrolment> {
    const { body } = await transport.send({
      method: 'POST',
      path: '/programs/enrolments',
      tier: 'mediumCallRate',
      body: { programId, contacts, addressBooks: [] },
    });
    return readOne('POST /programs/enrolments', WireEnrolment, body, 'yes');
  },

  async enrolment(id: string): Promise<WireEnrolment> {
    const path = `/programs/enrolments/${encodeURIComponent(id)}`;
    const { body } = await transport.send({ method: 'GET', path, tier: 'unlimited' });
    return readOne(`GET ${path}`, WireEnrolment, body);
  },

  /** Whom they carry, Dotdigital doesn't say. */
  enrolments: (status: 'Processing' | 'Finished'): AsyncIterable<Page<WireEnrolment>> =>
    readPages(transport, `/programs/enrolments/${status}`, WireEnrolment, {}),

  /** Who of a finished enrolment was not enrolled. */
  async *enrolmentFaults(id: string): AsyncGenerator<ImportFault> {
    const path = `/programs/enrolments/${encodeURIComponent(id)}/report-faults`;
    const { body } = await transport.send({ method: 'GET', path, tier: 'highCallRate', expect: 'text' });
    yield* readFaults(String(body), path);
  },
});
