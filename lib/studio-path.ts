export const studioPath = '/dotdigital/email-studio';
