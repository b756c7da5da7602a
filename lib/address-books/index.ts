export { addressBookGrid } from './address-book-grid';
export { checkBookName } from './check-book-name';
export { countRecipients } from './count-recipients';
export { createAddressBook } from './create-address-book';
export { bookMembersFollowMerge } from './follow-merge';
export { getAddressBook } from './get-address-book';
export { knownPeopleGrid } from './known-people-grid';
export { knownPeopleCsv, listKnownPeople, peopleKnown } from './list-known-people';
export { listAddressBooks, listFreeAddressBooks, pageAddressBooks } from './list-address-books';
export { markBookGone, markBooksGone, storeSeenBooks } from './seen-books';
export { markUnseenMembersGone, storeSeenContacts, type SeenContactsOutcome } from './seen-contacts';
export {
  doubtHeldValues,
  explainLeavers,
  findLeavers,
  findUnexplainedLeavers,
  forgetLeavers,
  readHeldPeople,
  storeDifferences,
  type Difference,
  type HeldPerson,
} from './read-back';
export { settleBookChannel } from './settle-book-channel';
export { storeSeenNumbers, type SeenNumber } from './seen-numbers';
export { findOldestRefusal, storeReturns } from './seen-returns';
export { findUnknownStrangers, noteFoundThere } from './strangers';
export { storeBookUnsubscribes, storeSuppressions } from './seen-suppressions';
export {
  forgetHeldFields,
  forgetWhoPutThemThere,
  settleImported,
  settleInFile,
  settleJoined,
  settleMissing,
  settleLearntIds,
  settleRefusedStates,
  settleRemoved,
  settleResubscribed,
  settleSmsUnsubscribed,
  settleUnknownContacts,
  settleUnknownNumbers,
  settleUnsubscribed,
} from './settled-changes';
export {
  changeHeldValues,
  lockMemberships,
  readKnownValues,
  storeToldValues,
  type HeldChange,
  type KnownValue,
  type ToldValue,
} from './told-values';
