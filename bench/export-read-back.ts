// A book of 250,000 people (or --people N) and one of a tenth of them read back to the end and compared with their lists: passes, calls beside the least, seconds a page without the network, peak memory of the worker.
import { numberArgument } from './arguments';
import { hundredth, tenth } from './big-world';
import { callsSeen, fillBook, makeBook, withBookWorld, type Book, type BookWorld } from './book-world';
import { readBackOnce, type ReadBack } from './read-back-once';

const people = numberArgument('people') ?? 250_000;
const few = Math.max(1, Math.floor(people / 10));
/** A page of a thousand begins a hundred before the end of the one before it. */
const rowsPerPage = 900;
/** A page of the large book beside one of the small one: more would be quadratic. */
const limits = { pageRatio: 1.5, megabytes: 300 };

type Reading = ReadBack & { inBook: number; pages: number };

await withBookWorld(people, async (world) => {
  const readings: Record<string, Reading> = {};
  for (const [name, count] of [
    ['a tenth of them', few],
    ['all', people],
  ] as const) {
    const book = await makeBook(world, { name, mapping: 'plain', people: count });
    await fillBook(world, book);
    await fillThere(world, book);
    await readBackOnce(world, book);
    readings[name] = await read(world, book);
    console.log(name, readings[name]);
  }
  const [small, large] = [readings['a tenth of them'], readings.all];
  if (!small || !large) throw new Error('A reading is missing.');
  const verdict = {
    'ms a page, all and a tenth': { all: tenth(perPage(large)), few: tenth(perPage(small)) },
    'their ratio': { all: hundredth(perPage(large) / perPage(small)), limit: limits.pageRatio },
    'pages (least)': { all: `${large.pages} (${Math.ceil(large.inBook / rowsPerPage) + 1})` },
    passes: { all: large.passes },
    'compared, s': { all: tenth(large.comparedSeconds), few: tenth(small.comparedSeconds) },
    'peak MB': { all: tenth(large.peakMegabytes), few: tenth(small.peakMegabytes), limit: limits.megabytes },
  };
  console.table(verdict);
  console.log(JSON.stringify({ bench: 'export-read-back', people, verdict, readings }));
  if (large.peakMegabytes > limits.megabytes) process.exitCode = 1;
});

function perPage({ seconds, network, pages }: Reading): number {
  return ((seconds - network) * 1000) / pages;
}

/** The book there holds whom it is known to hold, with the same values; the first reading learns their ids. */
async function fillThere({ ctx, control }: BookWorld, { scope }: Book): Promise<void> {
  const addressBookId = scope.addressBookId ?? 0n;
  const { dotdigitalId } = await ctx.db.prisma.addressBook.findUniqueOrThrow({
    where: { id: addressBookId },
  });
  const { rows } = await ctx.db.pool.query<{ email: string; dataFields: object }>(
    'SELECT email_key AS email, held_values AS "dataFields" FROM book_members WHERE address_book_id = $1',
    [addressBookId],
  );
  for (let n = 0; n < rows.length; n += 5_000)
    await control('/contacts', { addressBookId: dotdigitalId, contacts: rows.slice(n, n + 5_000) });
}

async function read(world: BookWorld, book: Book): Promise<Reading> {
  await world.control('/requests', undefined, 'DELETE');
  const readBack = await readBackOnce(world, book);
  const calls = await callsSeen(world);
  const { inStep } = await world.ctx.db.prisma.connection.findUniqueOrThrow({
    where: { id: book.connectionId },
  });
  console.log('compared:', JSON.stringify(inStep));
  return {
    ...readBack,
    inBook: await world.ctx.db.prisma.bookMember.count({
      where: { addressBookId: book.scope.addressBookId ?? 0n, present: true },
    }),
    pages: calls.filter(({ path }) => /\/address-books\/\d+\/contacts\?.*withFullData=true/.test(path))
      .length,
  };
}
