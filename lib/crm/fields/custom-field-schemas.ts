import { z } from 'zod';

import { idText, requiredLine } from '@/lib/text';
import { CrmEntity } from './entity';

export const customFieldTypes = ['text', 'number', 'date', 'yesno', 'choice'] as const;
export const CustomFieldType = z.enum(customFieldTypes);
export type CustomFieldType = z.infer<typeof CustomFieldType>;

export const customFieldTypeLabels: Record<CustomFieldType, string> = {
  text: 'Text',
  number: 'Number',
  date: 'Date',
  yesno: 'Yes or no',
  choice: 'Choice',
};

/** A choice is stored and sent by its value; the label is what people read. */
export const CustomFieldChoice = z.object({
  value: z.string(),
  label: z.string(),
  archived: z.boolean().optional(),
});
export type CustomFieldChoice = z.infer<typeof CustomFieldChoice>;

const label = requiredLine('a name', 60);

/** Labels of choices as a person gives them, with the value where the choice exists already. */
const choices = z
  .array(
    z.object({
      value: z.string().trim().max(100).optional(),
      label: requiredLine('a choice', 100),
      archived: z.boolean().optional(),
    }),
  )
  .max(200, { error: 'At most 200 choices.' })
  .refine((all) => new Set(all.map((one) => one.label.toLowerCase())).size === all.length, {
    error: 'Two choices have the same name.',
  });

const hasChoices = (input: { type: CustomFieldType; choices: unknown[] }): boolean =>
  input.type !== 'choice' || input.choices.length > 0;

export const CreateCustomFieldInput = z
  .object({ entity: CrmEntity, label, type: CustomFieldType, choices: choices.default([]) })
  .refine(hasChoices, { path: ['choices'], error: 'Give at least one choice.' });
export type CreateCustomFieldInput = z.input<typeof CreateCustomFieldInput>;

export const UpdateCustomFieldInput = z.object({
  id: idText,
  version: z.number().int(),
  label,
  choices: choices.optional(),
});
export type UpdateCustomFieldInput = z.input<typeof UpdateCustomFieldInput>;

export const CustomFieldRef = z.object({ id: idText, version: z.number().int() });
export type CustomFieldRef = z.infer<typeof CustomFieldRef>;

/** Deleting asks for the name: values go with it. */
export const DeleteCustomFieldInput = CustomFieldRef.extend({ confirmation: z.string().trim() });
export type DeleteCustomFieldInput = z.input<typeof DeleteCustomFieldInput>;

export type CustomFieldUsage = {
  lists: { id: string; name: string }[];
  /** Data field mappings, by integration and the data fields that this one feeds. */
  mappings: { integrationId: string; integration: string; dataFields: string[] }[];
  /** Saved views of the grid that show it, whoever's they are. */
  viewCount: number;
  /** Records that hold a value. */
  recordCount: number;
};

export type CustomFieldView = {
  id: string;
  entity: CrmEntity;
  key: string;
  /** custom.<key> */
  name: string;
  label: string;
  type: CustomFieldType;
  choices: CustomFieldChoice[];
  version: number;
  archivedAt: string | null;
  createdAt: string;
};
