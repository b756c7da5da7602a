import { checkAddresses } from '@/lib/marketing-lists';
import { PastedAddresses } from '@/lib/marketing-lists/schemas';
import { defineQuestion } from '@/app/_server/define-question';

export const POST = defineQuestion({ input: PastedAddresses, run: checkAddresses });
