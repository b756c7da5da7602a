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

const save = defineAction({ input: SaveViewInput, run: saveView });
export async function saveViewAction(input: unknown) {
  return save(input);
}

const rename = defineAction({ input: RenameViewInput, run: renameView });
export async function renameViewAction(input: unknown) {
  return rename(input);
}

const replace = defineAction({ input: ReplaceViewInput, run: replaceView });
export async function replaceViewAction(input: unknown) {
  return replace(input);
}

const makeDefault = defineAction({ input: DefaultViewInput, run: setDefaultView });
export async function setDefaultViewAction(input: unknown) {
  return makeDefault(input);
}

const remove = defineAction({ input: ViewRef, run: deleteView });
export async function deleteViewAction(input: unknown) {
  return remove(input);
}
