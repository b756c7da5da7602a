'use server';

import { defineAction } from '@/app/_server/define-action';
import { deleteView, renameView, replaceView, saveView, setDefaultView } from '@/lib/users';
import {
  DefaultViewInput,
  RenameViewInput,
  ReplaceViewInput,
  SaveViewInput,
  ViewRef,
} from '@/lib/users/schemas';

export const saveViewAction = defineAction({ input: SaveViewInput, run: saveView });
export const renameViewAction = defineAction({ input: RenameViewInput, run: renameView });
export const replaceViewAction = defineAction({ input: ReplaceViewInput, run: replaceView });
export const setDefaultViewAction = defineAction({ input: DefaultViewInput, run: setDefaultView });
export const deleteViewAction = defineAction({ input: ViewRef, run: deleteView });
