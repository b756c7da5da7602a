export { blockAddresses, findBlocks, liftBlocks } from './blocks';
export { erasedAmong, erasedAmongWith, erasedWords, refuseErased } from './kept-out';
export { rotateErasureKeys } from './keys';
