/** Fields that a day without a year may go into. */
export const isBirthday = (field: string): boolean => field === 'birthday' || field === 'birthdayMonthDay';
