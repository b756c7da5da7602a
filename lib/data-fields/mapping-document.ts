import { z } from 'zod';
import { plainText } from '../text';
import { CrmEntity } from '../crm/schemas';
import { DataFieldType } from './data-field-types';
import { rowSettings } from './row-schemas';

export const maxMappingRows = 100;

/** What feeds a data field, the same in a form, a file and REST. */
export const rowParts = {
  sources: z.array(z.string().max(100)).min(1, { error: 'Choose at least one field.' }).max(10),
  separator: plainText.max(20).default(' '),
  ...rowSettings,
};

export const DocumentRow = z.strictObject({
  dataField: z.strictObject({ name: plainText.min(1).max(100), type: DataFieldType }),
  ...rowParts,
});
export type DocumentRow = z.output<typeof DocumentRow>;

/** A mapping that can leave its account: data fields by name. It is what a file holds, and what each version was. */
export const MappingDocument = z.strictObject({
  kind: z.literal('dotbridge data field mapping'),
  format: z.literal(1),
  entity: CrmEntity,
  syncPriority: z.int().min(0).max(1000),
  rows: z.array(DocumentRow).max(maxMappingRows),
});
export type MappingDocument = z.output<typeof MappingDocument>;

export const versionCauses = ['suggested', 'saved', 'restored', 'imported', 'copied'] as const;
export type VersionCause = (typeof versionCauses)[number];
