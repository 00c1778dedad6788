import { useEffect, useState } from 'react';
import type { GoalHistory } from '../../../shared/api/experiments.ts';
import { useEditorPort } from '../../pages/editor/EditorContext.tsx';
import type { GoalQuestion } from '../../pages/editor/editorPort.ts';

const REST_MS = 400;

/** The audience's own past, asked a moment after the draft came to rest; the answer before stays meanwhile. */
export function useGoalHistory(asked: GoalQuestion | null): GoalHistory | 'loading' | 'failed' {
  const port = useEditorPort();
  const [answer, setAnswer] = useState<GoalHistory | 'loading' | 'failed'>('loading');
  const key = asked && JSON.stringify(asked);
  useEffect(() => {
    if (key === null) return;
    let isCurrent = true;
    const timer = setTimeout(() => {
      port.goalHistory(JSON.parse(key)).then(
        (history) => isCurrent && setAnswer(history),
        () => isCurrent && setAnswer('failed'),
      );
    }, REST_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [port, key]);
  return answer;
}
