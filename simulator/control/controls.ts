import { accountControls } from './accounts';
import { automationControls } from './automation';
import { campaignControls } from './campaigns';
import { clockControls } from './clock';
import { contactControls } from './contacts';
import { faultControls } from './faults';
import { oauthControls } from './oauth';
import { worldControls } from './world';
import type { Control } from './control';

export const controls: readonly Control[] = [
  ...worldControls,
  ...clockControls,
  ...faultControls,
  ...accountControls,
  ...contactControls,
  ...campaignControls,
  ...automationControls,
  ...oauthControls,
];
