import type { Context } from '../../context';
import { entityLabels, readCatalogue } from '../../crm';
import { CrmEntity } from '../../crm/schemas';
import { permit } from '../../permissions';
import { splitText, type SplitChoices } from '../schemas';
import { splitsPeople } from './audience-split';

/** By what an audience can be split, for each kind of record. */
export async function listSplitChoices(ctx: Context): Promise<SplitChoices> {
  permit(ctx, 'crm.read');
  const { prisma } = ctx.db;
  return Promise.all(
    CrmEntity.options.map(async (entity) => ({
      label: entityLabels[entity].many,
      options: [
        ...(await readCatalogue(prisma, entity))
          .filter(splitsPeople)
          .map(({ name, label }) => ({ name, label })),
        { name: 'tags', label: 'Tags' },
        { name: 'lists', label: 'Marketing lists' },
      ].map(({ name, label }) => ({ value: splitText({ entity, name }), label })),
    })),
  );
}
