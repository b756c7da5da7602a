export { addAddresses, checkAddresses } from './add-addresses';
export { addMembers, addMembersByQuery } from './add-members';
export { archiveMarketingList, restoreMarketingList } from './archive-marketing-list';
export { removeMembers, restoreMembers } from './change-many-members';
export { cloneMarketingList } from './clone-marketing-list';
export { compareLists } from './compare-lists';
export { countFilter } from './count-filter';
export { createMarketingList } from './create-marketing-list';
export { evaluateList } from './evaluate-list';
export { fetchOwnList, fetchSeenList } from './list-access';
export { listItemsFollowMerge } from './follow-merge';
export { explainMembership } from './explain-membership';
export { findAddable } from './find-addable';
export { getListChange } from './get-list-change';
export { getMarketingList } from './get-marketing-list';
export {
  createListFolder,
  deleteListFolder,
  listFolders,
  moveToFolder,
  renameListFolder,
} from './list-folders';
export { readListFormOptions } from './list-form-options';
export { listGrowth } from './list-growth';
export { listListOptions } from './list-list-options';
export { listMarketingLists, listTable } from './list-marketing-lists';
export { listMembers, memberTable } from './list-members';
export { listRemoved, removedTable } from './list-removed';
export { pageRemoved } from './page-removed';
export { clearItemsUnsubscribed, markItemsUnsubscribed, recordContacted } from './marks-for-flows';
export { markFavourite } from './mark-favourite';
export { membersCsv } from './members-csv';
export { removeMember, subscribeMember, unsubscribeMember } from './mark-members';
export { pageMarketingLists } from './page-marketing-lists';
export { previewFilterChange } from './preview-filter-change';
export { applyUpdate, previewUpdate } from './preview-update';
export { readListUses } from './read-list-uses';
export { readStaircase } from './read-staircase';
export { findDueLists, refreshList } from './refresh-list';
export { updateMarketingList } from './update-marketing-list';
