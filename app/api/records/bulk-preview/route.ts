import { defineQuestion } from '@/app/_server/define-question';
import { previewBulk } from '@/lib/crm';
import { BulkPreviewInput } from '@/lib/crm/schemas';

/** How many a bulk action would be about; by POST because chosen ids are too long for an address. */
export const POST = defineQuestion({ input: BulkPreviewInput, run: previewBulk });
