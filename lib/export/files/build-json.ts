import type { FlowContext } from '../../context';
import { readPlanMapping } from '../../data-fields';
import { copyOut, withConnection } from './copy-out';
import { frameContacts, joinsSign } from './frame-contacts';
import { isFirst, readNames, rowsOfFile, type FileOfBatch } from './file-columns';
import type { ExportTarget } from '../load-target';

/** `contacts`: a JSON array, in pieces. */
type Built = { rowCount: number; contacts: Buffer[] };

/**
 * The rows of one batch that are still to be sent, as v3's JSON array, by address or by number. Nothing is said of anybody's channels: whoever doesn't want
 * mail stays as they are (decision 73). In the first file null clears the field; those that keep or fill leave out what is empty.
 * PostgreSQL reads the values, in whatever order it reads the rows, and what JSON puts around them is written here meanwhile.
 */
export async function buildJson(
  ctx: FlowContext,
  target: Pick<ExportTarget, 'integrationId' | 'entity' | 'bookDotdigitalId' | 'channel'>,
  batch: FileOfBatch,
): Promise<Built> {
  const mapping = await readPlanMapping(ctx.db.prisma, target.integrationId, target.entity);
  const types = new Map(mapping.map(({ name, type }) => [name, type]));
  return withConnection(ctx, async (connection) => {
    const names = await readNames(connection, batch);
    const joins = `CASE WHEN action = 'add' THEN '${joinsSign}' END`;
    const { pieces, rowCount } = await copyOut(
      ctx,
      connection,
      `COPY (${rowsOfFile(batch, [joins, 'email_key'], names)}) TO STDOUT WITH (FORMAT text, NULL '', ENCODING 'UTF8')`,
      [
        frameContacts({
          identifier: target.channel === 'sms' ? 'mobileNumber' : 'email',
          listId: target.bookDotdigitalId,
          fields: names.map((name) => ({ name, type: types.get(name) })),
          clears: isFirst(batch),
        }),
      ],
    );
    const [first, ...more] = pieces;
    return {
      rowCount,
      // The first of them follows nobody.
      contacts: [Buffer.from('['), ...(first ? [first.subarray(1)] : []), ...more, Buffer.from(']')],
    };
  });
}
