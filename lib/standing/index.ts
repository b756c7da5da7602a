export { isHeldByGate } from './consent-gate';
export {
  addressesOutOfReach,
  factsOfAnyone,
  factsOfEach,
  factsOfEveryone,
  factsOfKept,
  keptAddresses,
  mailableAddresses,
  membersOf,
  optedOutAddresses,
  type StandingScope,
} from './facts';
export { mayBeMailed, mustNotBeMailed } from './may-be-mailed';
export { marketingStanding, standing, standingOfAnyone, standingsThatApply, type RuleCode } from './rules';
export { smsFactsOfAnyone, smsStandingOfAnyone } from './sms-rules';
export { setAsideReasons } from './set-aside';
export { adviceFor, standingCodes, standingWord, statusChoices, standingWords } from './words';
