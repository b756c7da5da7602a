export { default } from '../../email-campaigns/[id]/loading';
