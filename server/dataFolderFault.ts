import { asFileFault } from '../engine/stores/sqlite/asFileFault.ts';
import { StoreFault, type StoreFaultCode } from '../engine/stores/sqlite/index.ts';
import { StartFault } from './startFault.ts';

const ELSEWHERE = 'name another folder with THROUGHLINE_DATA';
const PUT_AWAY = `Nothing in it was changed. Start the version that made it, or move the folder away and begin anew, or ${ELSEWHERE}.`;

/** What somebody who starts a server can do about it. */
const advice: { readonly [Code in StoreFaultCode]: string } = {
  'too-old': PUT_AWAY,
  'too-new': PUT_AWAY,
  'in-use': `One folder is one workspace and has one server: stop that process, or ${ELSEWHERE}.`,
  unreadable: `Nothing in it was changed. Put the right file back, or move the folder away and begin anew, or ${ELSEWHERE}.`,
  unusable: `Mend that, or ${ELSEWHERE}.`,
  conflict: '',
};

/** Why a data folder cannot be used, in one line with what can be done; any other error stays what it is. */
export function dataFolderFault(error: unknown, dataFolder: string): unknown {
  const fault = asFileFault(error, dataFolder);
  if (!(fault instanceof StoreFault)) return error;
  const line = `The data folder ${dataFolder} cannot be used: ${fault.message}. ${advice[fault.code]}`;
  return new StartFault(line.trim(), { cause: error });
}

/** Does something with a data folder. Errors: StartFault where the folder is why it fails. */
export async function inDataFolder<T>(dataFolder: string, act: () => T | Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw dataFolderFault(error, dataFolder);
  }
}
