import { existingRecord } from '../../_records/existing-record';

export default existingRecord('lead');
