import type { Screen } from '../screen';
import { accountsScreen, chooseAccountScreen } from './accounts';
import { addToBookScreen, bookContactsScreen, bookScreen, deleteBookScreen, editBookScreen } from './book';
import { booksScreen, newBookScreen } from './books';
import { campaignPersonScreen, campaignScreen, cancelSendScreen, playCampaignScreen, previewCampaignScreen } from './campaign';
import { campaignsScreen } from './campaigns';
import { overviewScreen } from './overview';
import { confirmSendScreen, sendCampaignScreen } from './send-campaign';
import { campaignContentScreen, copyCampaignScreen, deleteCampaignScreen, editCampaignScreen, newCampaignScreen } from './write-campaign';

/** Every page of the sandbox. */
export const screens: readonly Screen[] = [
  overviewScreen,
  booksScreen, newBookScreen, bookScreen, addToBookScreen, bookContactsScreen, editBookScreen, deleteBookScreen,
  campaignsScreen, newCampaignScreen, campaignScreen, editCampaignScreen, campaignContentScreen, copyCampaignScreen, deleteCampaignScreen,
  sendCampaignScreen, confirmSendScreen, playCampaignScreen, cancelSendScreen, previewCampaignScreen, campaignPersonScreen,
  accountsScreen, chooseAccountScreen,
];
