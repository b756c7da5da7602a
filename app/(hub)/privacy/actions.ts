'use server';

import { defineAction } from '@/app/_server/define-action';
import { z } from 'zod';
import {
  askErasure,
  changeRetention,
  checkAddress,
  checkResubscribedNow,
  leaveAccountOut,
  liftBlock,
  previewRetention,
  retryErasure,
} from '@/lib/privacy';
import {
  AddressInput,
  EraseInput,
  ErasureRef,
  LeaveOutInput,
  LiftBlockInput,
  RetentionInput,
} from '@/lib/privacy/schemas';

const revalidate = ['/privacy'];

export const eraseAction = defineAction({
  input: EraseInput,
  run: askErasure,
  stepUp: true,
  wakes: true,
  revalidate,
});
export const retryErasureAction = defineAction({
  input: ErasureRef,
  run: retryErasure,
  wakes: true,
  revalidate,
});
export const leaveAccountOutAction = defineAction({
  input: LeaveOutInput,
  run: leaveAccountOut,
  wakes: true,
  revalidate,
});
export const checkAddressAction = defineAction({ input: AddressInput, run: checkAddress });
export const liftBlockAction = defineAction({ input: LiftBlockInput, run: liftBlock, revalidate });
export const checkResubscribedAction = defineAction({
  input: z.strictObject({}),
  run: checkResubscribedNow,
  revalidate: ['/privacy', '/privacy/never-resubscribed'],
});
export const previewRetentionAction = defineAction({ input: RetentionInput, run: previewRetention });
export const changeRetentionAction = defineAction({
  input: RetentionInput,
  run: changeRetention,
  revalidate: ['/privacy/retention'],
});
