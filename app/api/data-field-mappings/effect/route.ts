import { defineQuestion } from '@/app/_server/define-question';
import { MappingEffectInput } from '@/lib/data-fields/schemas';
import { previewMappingEffect } from '@/lib/export';

/** What saving unsaved rows would set going. */
export const POST = defineQuestion({ input: MappingEffectInput, run: previewMappingEffect });
