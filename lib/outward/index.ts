export { isPublicAddress, InsideAddress, resolveChecked, type PinnedAddress } from './addresses';
export { cleanDetail } from './clean-detail';
export { codeOf, isTimeoutCode, neverLeft, plainReason } from './network-failure';
export { pinnedAgent } from './pinned-agent';
export { parseJson, readText, UnreadableBody } from './read-body';
