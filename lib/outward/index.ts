export { isPublicAddress, InsideAddress, resolveChecked, type PinnedAddress } from './addresses';
export { callOutward, type OutwardAnswer } from './call-outward';
export { cleanDetail } from './clean-detail';
export { codeOf, isTimeoutCode, neverLeft, plainReason } from './network-failure';
export { OutwardError } from './outward-error';
export { outwardUrl } from './outward-url';
export { pinnedAgent } from './pinned-agent';
export { parseJson, readText, UnreadableBody } from './read-body';
