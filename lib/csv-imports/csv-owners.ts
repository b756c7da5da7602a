import type { Tx } from '@/lib/db';

/** Whom a file may name as the owner of a record. */
export type CsvOwners = {
  /** Address or name, in lower case, to the person's id; null where two people have the name. */
  byText: ReadonlyMap<string, string | null>;
  names: ReadonlyMap<string, string>;
};

/** Everyone who may own records, by address and by name; whoever has left is known too, or an export would not come in again. */
export async function readCsvOwners(tx: Tx): Promise<CsvOwners> {
  const users = await tx.user.findMany({
    where: { role: { not: 'viewer' } },
    select: { id: true, name: true, email: true, disabledAt: true },
    orderBy: { id: 'asc' },
  });
  const byText = new Map<string, string | null>();
  for (const here of [true, false]) {
    const names = new Map<string, string | null>();
    for (const user of users.filter((one) => (one.disabledAt === null) === here)) {
      const name = ownerKey(user.name);
      names.set(name, names.has(name) ? null : String(user.id));
      if (!byText.has(ownerKey(user.email))) byText.set(ownerKey(user.email), String(user.id));
    }
    for (const [name, id] of names) if (!byText.has(name)) byText.set(name, id);
  }
  return { byText, names: new Map(users.map((user) => [String(user.id), user.name])) };
}

const ownerKey = (text: string): string => text.trim().normalize('NFC').toLowerCase();

/** The owner that a cell names, or why it names none. A blank names nobody. */
export function readOwner(cell: string, owners: CsvOwners): { id: string | null; problem: string | null } {
  const key = ownerKey(cell);
  if (key === '') return { id: null, problem: null };
  // “Mira Kessler (mira@company.example)” is how some systems write it.
  const inBrackets = /[(<]([^()<>\s]+@[^()<>\s]+)[)>]$/.exec(key)?.[1];
  const id = owners.byText.get(inBrackets ?? key);
  const shown = cell.trim().slice(0, 60);
  if (id === null)
    return {
      id: null,
      problem: `Owner “${shown}” is the name of more than one person. Write the e-mail address instead.`,
    };
  return id === undefined
    ? {
        id: null,
        problem: `Owner “${shown}” is nobody who works here. Write the name or e-mail address of a user.`,
      }
    : { id, problem: null };
}
