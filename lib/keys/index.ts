export { listKeys } from './list-keys';
export { askKeyRotation, isRotationDue, noteRotated } from './rotation';
