/** What ends a line, steers a terminal or turns the direction of writing has no place in a header, nor in a person's name. */
const steering = /[\p{Cc}\p{Zl}\p{Zp}\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]+/gu;

export const oneLine = (text: string): string => text.replace(steering, ' ').replace(/ {2,}/g, ' ').trim();
