import { parseInput } from '@/app/_server/define-action';
import { pageSubject } from '@/app/_server/page-subject';
import { getAutomation } from '@/lib/automations';
import { AutomationId } from '@/lib/automations/schemas';

export const shownAutomation = pageSubject('automations.read', (ctx, given: { id: string }) =>
  getAutomation(ctx, parseInput(AutomationId, given).id),
);
