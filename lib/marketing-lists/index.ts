export { addAddresses, checkAddresses } from './members/add-addresses';
export { addMembers, addMembersByQuery } from './members/add-members';
export { archiveMarketingList, restoreMarketingList } from './lists/archive-marketing-list';
export { removeMembers, restoreMembers } from './members/change-many-members';
export { cloneMarketingList } from './lists/clone-marketing-list';
export { compareLists } from './lists/compare-lists';
export { countFilter } from './evaluation/count-filter';
export { createListOfPeople } from './lists/create-list-of-people';
export { countListable, createListOfShown } from './lists/create-list-of-shown';
export { createMarketingList } from './lists/create-marketing-list';
export { evaluateList } from './evaluation/evaluate-list';
export { fetchOwnList, fetchSeenList } from './list-access';
export { listItemsFollowMerge } from './members/follow-merge';
export { explainLeavers } from './evaluation/explain-leavers';
export { explainMembership } from './evaluation/explain-membership';
export { findAddable } from './members/find-addable';
export { getListChange } from './evaluation/get-list-change';
export { getMarketingList } from './lists/get-marketing-list';
export {
  createListFolder,
  deleteListFolder,
  listFolders,
  moveToFolder,
  renameListFolder,
} from './lists/list-folders';
export { readListFormOptions } from './lists/list-form-options';
export { listGrowth } from './members/list-growth';
export { countListResponse, findListsToCount, listResponse } from './members/list-response';
export { readListOptions } from './read-list-options';
export { listGrid } from './lists/list-grid';
export { listMarketingLists } from './lists/list-marketing-lists';
export { listMembers } from './members/list-members';
export { listRemoved, removedCsv } from './members/list-removed';
export { stateChoices } from './members/state-filter';
export { outChoices } from './members/removed-words';
export { memberGrid } from './members/member-grid';
export { removedGrid } from './members/removed-grid';
export { pageRemoved } from './members/page-removed';
export { clearMarksOfReturned, markItemsUnsubscribed, recordContacted } from './members/marks-for-flows';
export { markFavourite } from './lists/mark-favourite';
export { membersCsv } from './members/members-csv';
export { removeMember, subscribeMember, unsubscribeMember } from './members/mark-members';
export { pageMarketingLists } from './lists/page-marketing-lists';
export { previewFilterChange } from './evaluation/preview-filter-change';
export { applyUpdate, previewUpdate } from './evaluation/preview-update';
export { personName } from './members/person-sql';
export { putOnList } from './members/put-on-list';
export { readListUses } from './lists/read-list-uses';
export { readStaircase } from './members/read-staircase';
export { findDueLists, refreshList } from './evaluation/refresh-list';
export { updateMarketingList } from './lists/update-marketing-list';
