import { stringify } from 'csv-stringify/sync';
import type { FlowContext } from '../../context';
import { copyOut, withConnection } from './copy-out';
import { openRows, readNames, rowsOfFile, type FileOfBatch } from './file-columns';

type Csv = {
  bytes: Buffer;
  rowCount: number;
  /** Its people come into the book by it; else they are in it, and whoever was taken off there since stays off. */
  bringsIn: boolean;
};

/**
 * The rows of one batch that are still to be sent, as Dotdigital's CSV: Email and one column per data field of the file that is
 * next. In the first an empty cell clears the field, and everybody is in it; those that keep or fill carry whoever has a value.
 * PostgreSQL writes the CSV itself, in whatever order it reads the rows; one file is in memory at a time.
 */
export const buildCsv = (ctx: FlowContext, batch: FileOfBatch): Promise<Csv> =>
  withConnection(ctx, async (connection) => {
    const names = await readNames(connection, batch);
    const [newcomer] = (await connection.query(newcomerOf(batch))).rows;
    // Not by COPY: its column names end after 63 bytes.
    const heading = Buffer.from(stringify([['Email', ...names]]));
    const { pieces, rowCount } = await copyOut(
      ctx,
      connection,
      `COPY (${rowsOfFile(batch, ['email_key'], names)}) TO STDOUT WITH (FORMAT csv, ENCODING 'UTF8')`,
    );
    return { bytes: Buffer.concat([heading, ...pieces]), rowCount, bringsIn: newcomer !== undefined };
  });

const newcomerOf = (batch: FileOfBatch): string => `SELECT ${openRows(batch)} AND action = 'add' LIMIT 1`;
