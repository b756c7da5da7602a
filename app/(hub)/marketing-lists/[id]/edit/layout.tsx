import { changeableList } from './changeable-list';

export default changeableList.layout;
