'use server';

import { defineAction } from '@/app/_server/define-action';
import { askComparison, retryInsight, switchInsight } from '@/lib/insight-data';
import { AskInsightInput, RetryInsightInput, SwitchInsightInput } from '@/lib/insight-data/schemas';

const revalidate = ['/integrations'];

export const switchInsightAction = defineAction({
  input: SwitchInsightInput,
  run: switchInsight,
  wakes: true,
  revalidate,
});
export const askComparisonAction = defineAction({
  input: AskInsightInput,
  run: askComparison,
  wakes: true,
  revalidate,
});
export const retryInsightAction = defineAction({
  input: RetryInsightInput,
  run: retryInsight,
  wakes: true,
  revalidate,
});
