import { App } from 'antd';
import { useState } from 'react';
import { useEditorWords } from '../../text/useEditorWords.ts';
import type { DeedOutcome } from './editorPort.ts';

interface DialogDeed {
  isBusy: boolean;
  /** @param done said when it went well; a refusal says why */
  carryOut(deed: () => Promise<DeedOutcome>, done?: string): Promise<void>;
}

/** A deed that a dialog asks for: once it is answered the journey is looked at anew, and the dialog is over. */
export function useDialogDeed({ close, changed }: { close(): void; changed(): void }): DialogDeed {
  const { t } = useEditorWords();
  const { message } = App.useApp();
  const [isBusy, setBusy] = useState(false);
  const carryOut: DialogDeed['carryOut'] = async (deed, done) => {
    setBusy(true);
    try {
      const result = await deed();
      if (!result.ok) void message.error(result.problems.map(({ text }) => text).join(' '));
      else if (done !== undefined) void message.success(done);
      changed();
      close();
    } catch {
      void message.error(t('deed.failed'));
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, carryOut };
}
