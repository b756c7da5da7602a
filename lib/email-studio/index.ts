export {
  beginStudioSignIn,
  chooseStudio,
  disconnectStudio,
  finishStudioSignIn,
  type StudioArrival,
} from './connect-studio';
export { getStudio } from './get-studio';
export { listStudioCampaigns } from './list-studio-campaigns';
export { openStudio } from './open-studio';
export { rotateStudioTokens } from './rotate-tokens';
