import { shownField } from './shown-field';

export default shownField.layout;
