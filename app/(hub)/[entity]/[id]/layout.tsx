import { livingRecord } from './living-record';

export default livingRecord.layout;
