import './fields.css';
import { createContext, type ReactNode, useContext, useId } from 'react';
import type { Problem } from '../../shared/problem.ts';
import { problemSentence } from '../text/problemSentence.ts';
import { useEditorWords } from '../text/useEditorWords.ts';

/** Problems of the node or journey whose fields are shown. */
export const FieldProblems = createContext<{ problems: readonly Problem[]; kind?: string }>({ problems: [] });

interface FieldProps {
  label: string;
  /** dotted place in the settings, to show its problems here */
  name?: string;
  hint?: string | undefined;
  isOptional?: boolean;
  /** controls that are several elements carry the label as a group instead */
  isGroup?: boolean;
  children: ReactNode | ((id: string) => ReactNode);
}

function useProblemsAt(name: string | undefined): readonly { problem: Problem; sentence: string }[] {
  const words = useEditorWords();
  const { problems, kind } = useContext(FieldProblems);
  if (name === undefined) return [];
  return problems
    .filter(({ field }) => field === name || field?.startsWith(`${name}.`))
    .map((problem) => ({ problem, sentence: problemSentence(problem, kind, words) }));
}

/** A control under its label, with its hint and its problems; the label belongs to the control by id. */
export function Field({ label, name, hint, isOptional = false, isGroup = false, children }: FieldProps) {
  const id = useId();
  const { t } = useEditorWords();
  const problems = useProblemsAt(name);
  const caption = (
    <>
      {label}
      {isOptional && <span className="tl-field-optional">{t('field.optional')}</span>}
    </>
  );
  const below = (
    <>
      {hint && <p className="tl-field-hint">{hint}</p>}
      {problems.map(({ problem, sentence }) => (
        <p key={`${problem.code}${problem.field}`} className={`tl-field-problem tl-is-${problem.severity}`}>
          {sentence}
        </p>
      ))}
    </>
  );
  const control = typeof children === 'function' ? children(id) : children;
  if (isGroup) {
    return (
      <fieldset className="tl-field">
        <legend>{caption}</legend>
        {control}
        {below}
      </fieldset>
    );
  }
  return (
    <div className="tl-field">
      <label htmlFor={id}>{caption}</label>
      {control}
      {below}
    </div>
  );
}
