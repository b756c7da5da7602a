'use server';

import { defineAction } from '@/app/_server/define-action';
import { withDotdigital } from '@/app/_server/with-dotdigital';
import {
  copyMapping,
  createMissingFields,
  importMapping,
  restoreMappingVersion,
  saveMapping,
} from '@/lib/data-fields';
import {
  CopyMappingInput,
  CreateMissingInput,
  ImportMappingInput,
  RestoreVersionInput,
  SaveMappingInput,
} from '@/lib/data-fields/schemas';

const revalidate = ['/dotdigital/data-fields', '/dotdigital/data-field-mappings'];

export const saveMappingAction = defineAction({
  input: SaveMappingInput,
  run: saveMapping,
  wakes: true,
  revalidate,
});
export const restoreVersionAction = defineAction({
  input: RestoreVersionInput,
  run: restoreMappingVersion,
  wakes: true,
  revalidate,
});
export const importMappingAction = defineAction({
  input: ImportMappingInput,
  run: importMapping,
  wakes: true,
  revalidate,
});
export const copyMappingAction = defineAction({
  input: CopyMappingInput,
  run: copyMapping,
  wakes: true,
  revalidate,
});
export const createMissingFieldsAction = defineAction({
  input: CreateMissingInput,
  run: (ctx, input) =>
    withDotdigital(ctx, input.integrationId, (client) => createMissingFields(ctx, client, input)),
  revalidate,
});
