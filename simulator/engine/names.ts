import type { World } from './world';

/** Whether the text can be the name of something. */
export const isName = ({ settings }: World, text: string, longest = Infinity): boolean =>
  text.trim() !== '' &&
  text.length <= longest &&
  (settings.nullInName === 'taken' || !text.includes('\u0000'));
