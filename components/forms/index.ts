export { ActionForm, FieldDivider, FieldRow } from './action-form';
export { CheckboxField, ComboboxField, RadioField, SelectField, SwitchField } from './choice-fields';
export { DateField, NumberField, PasswordField, TextareaField, TextField } from './text-fields';
export { FieldFrame } from './field';
export { DraftNotice } from './draft-notice';
export { FormError } from './form-error';
export { FormFoot } from './form-foot';
export { useStateDraft } from './use-draft';
export { useActionForm } from './use-action-form';
