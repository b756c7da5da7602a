import { countFilter } from '@/lib/marketing-lists';
import { CountFilter } from '@/lib/marketing-lists/schemas';
import { defineQuestion } from '@/app/_server/define-question';

export const POST = defineQuestion({ input: CountFilter, run: countFilter });
