/** Why a backup or a restore doesn't go on, in words for whoever typed the command. */
export class BackupError extends Error {
  override name = 'BackupError';
}
