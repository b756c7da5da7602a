import { seenList } from './seen-list';

export default seenList.layout;
