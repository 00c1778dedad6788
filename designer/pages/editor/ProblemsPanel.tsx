import {
  CheckCircleOutlined,
  CloseCircleFilled,
  DownOutlined,
  PlusOutlined,
  ToolOutlined,
  UpOutlined,
  WarningFilled,
} from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { Problem } from '../../../shared/problem.ts';
import { applyFix } from '../../commands/applyFix.ts';
import { problemSentence } from '../../text/problemSentence.ts';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { useEditor, useEditorStore } from './EditorContext.tsx';
import { documentOf, isReadOnly } from './editorStore.ts';
import { useOutletWords } from './useOutletWords.ts';

/** so many rows are drawn; whoever has more begins with the first */
const ROWS_MAX = 100;

/** Errors first, otherwise as the checker found them. */
function inOrder(problems: readonly Problem[]): Problem[] {
  const rank = ({ severity }: Problem) => (severity === 'error' ? 0 : 1);
  return [...problems].sort((a, b) => rank(a) - rank(b));
}

/** Problems that a goal would end: which event it counts is the author's to say. */
const WANT_A_GOAL: ReadonlySet<Problem['code']> = new Set(['no-primary-goal', 'unknown-goal']);

/** One button for each way to put it right. */
function Fixes({ problem: { code, fix, otherFixes = [] } }: { problem: Problem }) {
  const { t, of } = useEditorWords();
  const { edit, askForGoals } = useEditorStore().getState();
  const fixes = fix ? [fix, ...otherFixes] : otherFixes;
  return (
    <>
      {fixes.map((one) => (
        <Button
          key={one.path.join('.')}
          size="small"
          icon={<ToolOutlined aria-hidden />}
          onClick={() => edit((journey) => applyFix(journey, one))}
        >
          {one.words ? of(one.words) : t('problems.fix')}
        </Button>
      ))}
      {WANT_A_GOAL.has(code) && (
        <Button size="small" icon={<PlusOutlined aria-hidden />} onClick={askForGoals}>
          {t('problems.chooseGoal')}
        </Button>
      )}
    </>
  );
}

function ProblemRow({ problem }: { problem: Problem }) {
  const sayings = useEditorWords();
  const { t } = sayings;
  const store = useEditorStore();
  const outletWords = useOutletWords();
  const locked = useEditor(isReadOnly);
  const { nodeId, severity } = problem;
  const kind = useEditor((state) =>
    nodeId === undefined ? undefined : documentOf(state).nodes[nodeId]?.kind,
  );
  const words = (
    <>
      <span className={`tl-problem-mark tl-is-${severity}`}>
        {severity === 'error' ? <CloseCircleFilled aria-hidden /> : <WarningFilled aria-hidden />}
        <span className="tl-unseen">{t(`problems.${severity}`)}</span>
      </span>
      <code>{nodeId ?? t('problems.journey')}</code>
      <span>{problemSentence(problem, kind, sayings, (outlet) => outletWords(nodeId, outlet))}</span>
    </>
  );
  return (
    <li>
      {nodeId === undefined ? (
        <span className="tl-problem">{words}</span>
      ) : (
        <button type="button" className="tl-problem" onClick={() => store.getState().focus(nodeId)}>
          {words}
        </button>
      )}
      {!locked && <Fixes problem={problem} />}
    </li>
  );
}

/** Everything the checker found, below the canvas; a press on one shows where it is. */
export function ProblemsPanel() {
  const { t } = useEditorWords();
  const problems = useEditor((state) => state.problems);
  const [isOpen, setOpen] = useState(true);
  const errorCount = problems.filter(({ severity }) => severity === 'error').length;
  const warningCount = problems.length - errorCount;
  if (problems.length === 0) {
    return (
      <section className="tl-problems" aria-label={t('problems.title')}>
        <p className="tl-problems-none">
          <CheckCircleOutlined aria-hidden /> {t('problems.none')}
        </p>
      </section>
    );
  }
  return (
    <section className="tl-problems" aria-label={t('problems.title')}>
      <header>
        <h2>{t('problems.title')}</h2>
        {errorCount > 0 && (
          <span className="tl-is-error">
            <CloseCircleFilled aria-hidden /> {t('problems.errors', { count: errorCount })}
          </span>
        )}
        {warningCount > 0 && (
          <span className="tl-is-warning">
            <WarningFilled aria-hidden /> {t('problems.warnings', { count: warningCount })}
          </span>
        )}
        <Button
          className="tl-push"
          type="text"
          size="small"
          icon={isOpen ? <DownOutlined aria-hidden /> : <UpOutlined aria-hidden />}
          aria-expanded={isOpen}
          aria-label={t(isOpen ? 'problems.hide' : 'problems.show')}
          onClick={() => setOpen(!isOpen)}
        />
      </header>
      {isOpen && (
        <ul>
          {inOrder(problems)
            .slice(0, ROWS_MAX)
            .map((problem, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two problems of one place may read alike
              <ProblemRow key={index} problem={problem} />
            ))}
          {problems.length > ROWS_MAX && (
            <li className="tl-problem">{t('problems.more', { count: problems.length - ROWS_MAX })}</li>
          )}
        </ul>
      )}
    </section>
  );
}
