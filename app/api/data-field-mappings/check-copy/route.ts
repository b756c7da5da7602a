import { defineQuestion } from '@/app/_server/define-question';
import { checkMappingCopy } from '@/lib/data-fields';
import { CheckCopyInput } from '@/lib/data-fields/schemas';

/** What stands against a copy in another account. */
export const POST = defineQuestion({ input: CheckCopyInput, run: checkMappingCopy });
