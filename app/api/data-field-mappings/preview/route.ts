import { defineQuestion } from '@/app/_server/define-question';
import { previewMapping } from '@/lib/data-fields';
import { PreviewMappingInput } from '@/lib/data-fields/schemas';

/** What unsaved rows of a mapping would make of a person. */
export const POST = defineQuestion({ input: PreviewMappingInput, run: previewMapping });
