import type { Screen } from '../screen';
import { accountScreen, accountsScreen, addAccountScreen, chooseAccountScreen } from './accounts';
import { apiUserScreen, apiUsersScreen, newApiUserScreen } from './api-users';
import { addToBookScreen, bookContactsScreen, bookScreen, deleteBookScreen, editBookScreen } from './book';
import { booksScreen, newBookScreen } from './books';
import { callsScreen, clearCallsScreen } from './calls';
import {
  campaignScreen,
  cancelSendScreen,
  playCampaignScreen,
  previewCampaignScreen,
  resendCampaignScreen,
} from './campaign';
import { campaignPersonScreen, personsMailScreen } from './campaign-person';
import { campaignsScreen } from './campaigns';
import { clockScreen } from './clock';
import { clearFaultsScreen, faultsScreen, removeFaultScreen } from './faults';
import { deleteFieldScreen, fieldsScreen } from './fields';
import { importFaultsScreen, importScreen, importsScreen } from './imports';
import { confirmScreen, mailboxScreen, mailHtmlScreen, mailScreen } from './mailbox';
import { overviewScreen } from './overview';
import { addPersonScreen, peopleContactsScreen, peopleScreen } from './people';
import { personDeedScreen, personScreen } from './person';
import { enrolScreen, programScreen, programsScreen, programStatusScreen } from './programs';
import { confirmSendScreen, sendCampaignScreen } from './send-campaign';
import { routesScreen } from './routes';
import { refreshSegmentScreen, segmentsScreen } from './segments';
import { settingsScreen, startOverScreen } from './settings';
import { testSendScreen } from './test-send';
import {
  campaignContentScreen,
  copyCampaignScreen,
  deleteCampaignScreen,
  editCampaignScreen,
  newCampaignScreen,
} from './write-campaign';

/** Every page of the sandbox. */
export const screens: readonly Screen[] = [
  overviewScreen,
  clockScreen(overviewScreen.view),
  booksScreen,
  newBookScreen,
  bookScreen,
  addToBookScreen,
  bookContactsScreen,
  editBookScreen,
  deleteBookScreen,
  peopleScreen,
  addPersonScreen,
  peopleContactsScreen,
  personScreen,
  personDeedScreen,
  fieldsScreen,
  deleteFieldScreen,
  importsScreen,
  importScreen,
  importFaultsScreen,
  campaignsScreen,
  newCampaignScreen,
  campaignScreen,
  editCampaignScreen,
  campaignContentScreen,
  copyCampaignScreen,
  deleteCampaignScreen,
  testSendScreen,
  sendCampaignScreen,
  confirmSendScreen,
  playCampaignScreen,
  cancelSendScreen,
  resendCampaignScreen,
  previewCampaignScreen,
  campaignPersonScreen,
  personsMailScreen,
  programsScreen,
  programScreen,
  programStatusScreen,
  enrolScreen,
  mailboxScreen,
  mailScreen,
  mailHtmlScreen,
  confirmScreen,
  apiUsersScreen,
  newApiUserScreen,
  apiUserScreen,
  callsScreen,
  clearCallsScreen,
  faultsScreen,
  removeFaultScreen,
  clearFaultsScreen,
  routesScreen,
  segmentsScreen,
  refreshSegmentScreen,
  settingsScreen,
  startOverScreen,
  accountsScreen,
  chooseAccountScreen,
  addAccountScreen,
  accountScreen,
];
