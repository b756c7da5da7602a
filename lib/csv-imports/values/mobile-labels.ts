/** Labels of mobile numbers in the languages of address books. */
export const mobileLabels = /mobil|cell|handy|portable|m[oó]vil|celular|kom[oó]rk|telem[oó]v|iphone/i;
