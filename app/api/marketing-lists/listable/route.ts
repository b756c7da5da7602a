import { defineQuestion } from '@/app/_server/define-question';
import { countListable } from '@/lib/marketing-lists';
import { ShownPeople } from '@/lib/marketing-lists/schemas';

/** Who of those that a grid shows could be put on a list. */
export const POST = defineQuestion({ input: ShownPeople, run: countListable });
