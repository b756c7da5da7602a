import { z } from 'zod';
import { parseInput } from '@/app/_server/define-action';
import { pageSubject } from '@/app/_server/page-subject';
import { getAuditLine } from '@/lib/audit';
import { idText } from '@/lib/text';

export const shownLine = pageSubject('audit.read', (ctx, given: { id: string }) =>
  getAuditLine(ctx, parseInput(z.object({ id: idText }), given)),
);
