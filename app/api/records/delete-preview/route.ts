import { defineQuestion } from '@/app/_server/define-question';
import { previewBulkDelete } from '@/lib/crm';
import { BulkPreviewInput } from '@/lib/crm/schemas';

/** What a delete of the chosen would take along. */
export const POST = defineQuestion({ input: BulkPreviewInput, run: previewBulkDelete });
