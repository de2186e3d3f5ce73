import { accessSync, constants, realpathSync, statSync } from 'node:fs';

/** What the account that runs this may do to a file or a folder. */
export interface FileRights {
  realPath: string;
  /** Its owner can give itself every right. */
  owned: boolean;
  /** As the system says, access lists and capabilities included. */
  writable: boolean;
}

/** @throws the system's error where there is no such file, or it can't be seen */
export function rightsOf(path: string): FileRights {
  const { uid } = statSync(path);
  let writable = true;
  try {
    accessSync(path, constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // On a file system that nobody may write to now, its owner is who could tomorrow.
    writable = code !== 'EACCES' && code !== 'EROFS' && code !== 'EPERM';
  }
  // Where there are no owners as Unix has them, nothing is known, and so nothing is trusted.
  return { realPath: realpathSync(path), owned: uid === (process.getuid?.() ?? uid), writable };
}
