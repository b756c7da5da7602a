import { parseInput } from '@/app/_server/define-action';
import { pageSubject } from '@/app/_server/page-subject';
import { getErasure } from '@/lib/privacy';
import { ErasureRef } from '@/lib/privacy/schemas';

export const shownErasure = pageSubject('privacy.read', (ctx, given: { id: string }) =>
  getErasure(ctx, parseInput(ErasureRef, given)),
);
