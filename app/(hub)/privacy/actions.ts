'use server';

import { defineAction } from '@/app/_server/define-action';
import { askErasure, checkAddress, leaveAccountOut, liftBlock, retryErasure } from '@/lib/privacy';
import { AddressInput, EraseInput, ErasureRef, LeaveOutInput, LiftBlockInput } from '@/lib/privacy/schemas';

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
