import { z } from 'zod';
import { idText, plainText, requiredLine } from '../text';
import { CrmEntity } from '../crm/schemas';
import { rowSettings, type RowSettings } from './row-schemas';

export * from './row-schemas';

export const dataFieldTypes = ['String', 'Numeric', 'Date', 'Boolean'] as const;
export const DataFieldType = z.enum(dataFieldTypes);
export type DataFieldType = z.infer<typeof DataFieldType>;

/** Dotdigital’s own words, which people look for. */
export const dataFieldTypeLabels: Record<DataFieldType, string> = {
  String: 'String',
  Numeric: 'Numeric',
  Date: 'Date',
  Boolean: 'Boolean',
};

/** Names Dotdigital keeps for itself (dotdigital-api.md 6). */
export const restrictedFieldNames = [
  'account',
  'campaign',
  'campaignid',
  'contact',
  'contact_api_id',
  'contactid',
  'email',
  'hcontactid',
  'hemail',
  'hemail256',
  'id',
  'messagecontent',
  'mobilenumberid',
  'notes',
  'unsubscribed',
  'uniquecontactid',
] as const;

/** Present in every account from the start; they can't be deleted. */
export const systemFieldNames = [
  'FIRSTNAME',
  'LASTNAME',
  'FULLNAME',
  'GENDER',
  'POSTCODE',
  'LASTSUBSCRIBED',
] as const;

const defaultMatchesType = (field: { type: DataFieldType; defaultValue: string | null }): boolean => {
  if (field.defaultValue === null) return true;
  if (field.type === 'Numeric') return /^-?\d{1,18}(\.\d{1,9})?$/.test(field.defaultValue);
  if (field.type === 'Boolean') return ['true', 'false'].includes(field.defaultValue);
  if (field.type === 'Date') return z.iso.date().safeParse(field.defaultValue).success;
  return true;
};

export const CreateDataFieldInput = z
  .object({
    integrationId: idText,
    name: requiredLine('a name', 20)
      .regex(/^[A-Za-z0-9_-]+$/, { error: 'Only letters, digits, - and _.' })
      .refine((name) => !restrictedFieldNames.some((each) => each === name.toLowerCase()), {
        error: 'Dotdigital keeps this name for itself. Choose another.',
      }),
    type: DataFieldType,
    visibility: z.enum(['Private', 'Public']),
    defaultValue: plainText
      .trim()
      .max(1000)
      .transform((text) => (text === '' ? null : text))
      .nullable()
      .default(null),
    notes: plainText.trim().max(1000).default(''),
  })
  .refine(defaultMatchesType, { path: ['defaultValue'], error: 'Does not fit the type.' });
export type CreateDataFieldInput = z.input<typeof CreateDataFieldInput>;

export const UpdateDataFieldInput = z.object({ id: idText, notes: plainText.trim().max(1000) });
export const DeleteDataFieldInput = z.object({ id: idText, integrationId: idText });

export type DataFieldView = {
  id: string;
  integration: { id: string; name: string };
  name: string;
  type: DataFieldType;
  visibility: string;
  defaultValue: string | null;
  notes: string;
  isSystem: boolean;
  /** Entities whose mapping fills it. */
  usedBy: CrmEntity[];
  /** Connected lists of those entities, the first by name; id null: one that only its owner may see. */
  lists: { id: string | null; name: string }[];
  listCount: number;
  /** Its type changed at Dotdigital, and a mapping of it was not saved since. */
  typeChange: { from: string; at: string } | null;
  /** When Dotbridge first saw it. */
  createdAt: string;
  seenAt: string;
  goneAt: string | null;
};

/** What one of the CRM's fields may go into; unlisted means refused. */
export const convertibleTo: Record<string, readonly DataFieldType[]> = {
  text: ['String'],
  email: ['String'],
  phone: ['String'],
  choice: ['String'],
  owner: ['String'],
  tags: ['String'],
  number: ['String', 'Numeric'],
  date: ['String', 'Date'],
  datetime: ['String', 'Date'],
  boolean: ['String', 'Boolean'],
};

/** A CRM field that can feed a data field. */
export type MappingSource = { name: string; label: string; group: string; type: string };

export const MappingRef = z.object({ integrationId: idText, entity: CrmEntity });

export const SaveMappingInput = z.object({
  integrationId: idText,
  entity: CrmEntity,
  version: z.number().int().min(0),
  syncPriority: z.number().int().min(0).max(1000),
  rows: z
    .array(
      z.object({
        dataFieldId: idText,
        sources: z.array(z.string().max(100)).min(1, { error: 'Choose at least one field.' }).max(10),
        separator: plainText.max(20).default(' '),
        ...rowSettings,
      }),
    )
    .max(100),
});
export type SaveMappingInput = z.input<typeof SaveMappingInput>;

export type MappingRow = RowSettings & {
  dataField: { id: string; name: string; type: DataFieldType; gone: boolean };
  sources: string[];
  separator: string;
  /** Why nothing is sent for it; null: it is sent. */
  problem: string | null;
};

/** A data field of a mapping whose type changed at Dotdigital since the mapping was saved. */
export type TypeChange = {
  name: string;
  from: string;
  to: string;
  at: string;
  /** What it means, and what to do. */
  advice: string;
};

export type MappingView = {
  integration: { id: string; name: string };
  entity: CrmEntity;
  /** 0: there is none yet. */
  version: number;
  syncPriority: number;
  rows: MappingRow[];
  updatedAt: string | null;
};

export type MappingSummary = {
  integration: { id: string; name: string };
  entity: CrmEntity;
  version: number;
  syncPriority: number;
  rowCount: number;
  goneCount: number;
  fieldNames: string[];
  connectionCount: number;
  updatedAt: string;
};

/** How a list's entity is turned into data fields: what a plan needs of a mapping. */
export type PlanMappingRow = RowSettings & {
  name: string;
  type: DataFieldType;
  sources: string[];
  separator: string;
};

/** What a mapping makes of one person, and how many people it would send again. */
export const PreviewMappingInput = SaveMappingInput.pick({
  integrationId: true,
  entity: true,
  rows: true,
}).extend({
  search: plainText.trim().max(200).default(''),
});

export type MappingPreview = {
  person: { id: string; name: string; email: string | null } | null;
  values: { name: string; value: string }[];
  /** People in connected books whose values would differ from what Dotdigital holds. */
  resentCount: number;
};
