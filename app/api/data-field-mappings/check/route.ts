import { defineQuestion } from '@/app/_server/define-question';
import { checkMappingDocument } from '@/lib/data-fields';
import { CheckDocumentInput } from '@/lib/data-fields/schemas';

/** What stands against a mapping from a file. */
export const POST = defineQuestion({ input: CheckDocumentInput, run: checkMappingDocument });
