import { defineRoute } from '@/app/_server/define-route';
import { listFolders } from '@/lib/marketing-lists';

export const GET = defineRoute({ run: (ctx) => listFolders(ctx) });
