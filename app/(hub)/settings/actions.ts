'use server';

import { z } from 'zod';
import { defineAction } from '@/app/_server/define-action';
import { removeAlertAddress, saveAlertAddress } from '@/lib/alerts';
import { SaveAlertAddressInput } from '@/lib/alerts/schemas';
import { changeSettings } from '@/lib/connections';
import {
  archiveCustomField,
  createCustomField,
  deleteCustomField,
  deleteExchangeRate,
  restoreCustomField,
  setBaseCurrency,
  setExchangeRates,
  updateCustomField,
  updateStatsSettings,
} from '@/lib/crm';
import {
  BaseCurrency,
  CreateCustomFieldInput,
  CustomFieldRef,
  DeleteCustomFieldInput,
  RateKey,
  SetExchangeRates,
  StatsSettings,
  UpdateCustomFieldInput,
} from '@/lib/crm/schemas';
import { askKeyRotation } from '@/lib/keys';
import { checkMailServer } from '@/lib/mail';
import { ChangeSettingsInput } from '@/lib/settings/schemas';

const revalidate = ['/settings'];

export const changeSettingsAction = defineAction({
  input: ChangeSettingsInput,
  run: changeSettings,
  wakes: true,
  revalidate,
});

export const createCustomFieldAction = defineAction({
  input: CreateCustomFieldInput,
  run: createCustomField,
  revalidate,
});
export const updateCustomFieldAction = defineAction({
  input: UpdateCustomFieldInput,
  run: updateCustomField,
  revalidate,
});
export const archiveCustomFieldAction = defineAction({
  input: CustomFieldRef,
  run: archiveCustomField,
  revalidate,
});
export const restoreCustomFieldAction = defineAction({
  input: CustomFieldRef,
  run: restoreCustomField,
  revalidate,
});
export const deleteCustomFieldAction = defineAction({
  input: DeleteCustomFieldInput,
  run: deleteCustomField,
  revalidate,
});
export const saveStatsSettingsAction = defineAction({
  input: StatsSettings,
  run: updateStatsSettings,
  wakes: true,
  revalidate,
});
export const setBaseCurrencyAction = defineAction({
  input: BaseCurrency,
  run: setBaseCurrency,
  wakes: true,
  revalidate,
});
export const setExchangeRatesAction = defineAction({
  input: SetExchangeRates,
  run: setExchangeRates,
  wakes: true,
  revalidate,
});
export const deleteExchangeRateAction = defineAction({
  input: RateKey,
  run: deleteExchangeRate,
  wakes: true,
  revalidate,
});
export const checkMailServerAction = defineAction({ input: z.object({}), run: checkMailServer });
export const rotateKeysAction = defineAction({
  input: z.strictObject({}),
  run: askKeyRotation,
  stepUp: true,
  wakes: true,
  revalidate: ['/settings/keys'],
});
export const saveAlertAddressAction = defineAction({
  input: SaveAlertAddressInput,
  run: saveAlertAddress,
  stepUp: true,
  wakes: true,
  revalidate,
});
export const removeAlertAddressAction = defineAction({
  input: z.object({}),
  run: removeAlertAddress,
  revalidate,
});
