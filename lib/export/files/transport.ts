import type { FlowContext } from '../../context';
import type { DotdigitalClient, ImportState } from '../../dotdigital';
import type { ExportTarget } from '../load-target';
import type { Batch } from '../next-step';
import type { Fault } from './read-faults';
import type { Session } from '../session';

/** One way by which the people of a batch come to Dotdigital. All of them come to the same outcomes. */
export type ImportTransport = {
  /** The rows that are still to be sent; one file is in memory at a time. */
  build(ctx: FlowContext, target: ExportTarget, batch: Batch): Promise<ImportFile>;
  /** Asks once. */
  look(session: Session, batch: Batch, importId: string): Promise<ImportLook>;
};

export type ImportFile = {
  rowCount: number;
  byteCount: number;
  /**
   * Newcomers come into the book by it. Whoever is in it only changes: who was taken off there since stays off. Sent twice is
   * sent once, since rows are matched by address.
   */
  send(client: DotdigitalClient): Promise<{ importId: string | null }>;
};

export type ImportLook = { state: ImportState; readEnd(): Promise<ImportEnd> };

export type ImportEnd = {
  /** null: Dotdigital gave none. */
  report: ImportReport | null;
  faults: Fault[] | null;
  /** Contact ids, where the answer names them. */
  ids: { key: string; id: number }[];
  /** None of it was taken. */
  isBookRefused: boolean;
};

export type ImportReport = Record<string, number> & { newContacts: number; updatedContacts: number };
