import { previewFilterChange } from '@/lib/marketing-lists';
import { PreviewFilterChange } from '@/lib/marketing-lists/schemas';
import { defineQuestion } from '@/app/_server/define-question';

export const POST = defineQuestion({ input: PreviewFilterChange, run: previewFilterChange });
