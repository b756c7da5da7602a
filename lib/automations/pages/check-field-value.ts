import type { Context } from '@/lib/context';
import { convertValues, findField, readCatalogue, today } from '@/lib/crm';
import type { CrmEntity } from '@/lib/crm/schemas';
import type { Tx } from '@/lib/db';
import { invalidFields } from '@/lib/errors';

type Named = { field: string; value: string | null };

/** A field that text goes into, with the value in the form in which records hold it. */
export async function checkFieldValue<Of extends Named>(
  ctx: Context,
  tx: Tx,
  { at, of, entity }: { at: 'trigger' | 'action'; of: Of; entity: CrmEntity },
): Promise<Of> {
  const catalogue = await readCatalogue(tx, entity);
  const field = findField(catalogue, of.field);
  if (!field?.writable) throw invalidFields({ [`${at}.field`]: 'Choose a field.' });
  if (of.value === null) return of;
  const { values, problems } = convertValues({ [field.name]: of.value }, { today: today(ctx), catalogue });
  const [problem] = problems;
  if (problem) throw invalidFields({ [`${at}.value`]: problem.message });
  return { ...of, value: values[field.name] ?? of.value };
}
