import { parseInput } from '@/app/_server/define-action';
import { onlyExisting } from '@/app/_server/only-existing';
import { getMapping } from '@/lib/data-fields';
import { MappingRef } from '@/lib/data-fields/schemas';

type Params = { integrationId: string; entity: string };

export default onlyExisting('fields.read', (ctx, given: Params) =>
  getMapping(ctx, parseInput(MappingRef, given)),
);
