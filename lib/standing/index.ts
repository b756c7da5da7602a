export { contactsOf, keyOf } from './channel-keys';
export { isHeldByGate } from './consent-gate';
export {
  addressesOutOfReach,
  factsOfAnyone,
  factsOfEach,
  eldersAmong,
  factsOfEveryone,
  factsOfKept,
  keptAddresses,
  mailableAddresses,
  membersOf,
  optedOutAddresses,
  optedOutNumbers,
  placeOfMember,
  smsFactsOfAnyone,
  type StandingScope,
} from './facts';
export { mayBeMailed, mustNotBeMailed } from './may-be-mailed';
export type { RuleCode } from './rules';
export type { SmsRuleCode } from './sms-rules';
export {
  marketingStandingOf,
  smsStandingOfAnyone,
  standingOf,
  standingOfAnyone,
  standingsThatApply,
} from './standing-of';
export { setAsideReasons } from './set-aside';
export { adviceFor, standingCodes, standingWord, statusChoices, standingWords } from './words';
