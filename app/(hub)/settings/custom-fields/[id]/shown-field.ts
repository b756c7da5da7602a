import { pageSubject } from '@/app/_server/page-subject';
import { getCustomField } from '@/lib/crm';

export const shownField = pageSubject('crm.fields', (ctx, { id }: { id: string }) =>
  getCustomField(ctx, { id }),
);
