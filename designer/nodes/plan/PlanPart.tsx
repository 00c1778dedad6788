import { Collapse } from 'antd';
import { type ReactNode, useContext, useState } from 'react';
import { FieldProblems } from '../../fields/Field.tsx';

interface PlanPartProps {
  label: string;
  /** what it comes to, in a few words, while it is folded */
  note: string;
  /** places in the settings it shows; a problem there unfolds it */
  fields: readonly string[];
  children: ReactNode;
}

/** A part of the plan most people leave as it is. */
export function PlanPart({ label, note, fields, children }: PlanPartProps) {
  const { problems } = useContext(FieldProblems);
  const [isOpen, setOpen] = useState(false);
  const isWanted = problems.some(({ field = '' }) =>
    fields.some((one) => field === one || field.startsWith(`${one}.`)),
  );
  return (
    <Collapse
      ghost
      size="small"
      className="tl-plan-part"
      activeKey={isOpen || isWanted ? ['part'] : []}
      onChange={(open) => setOpen(open.length > 0)}
      items={[
        {
          key: 'part',
          label: (
            <span className="tl-plan-part-label">
              {label}
              <small>{note}</small>
            </span>
          ),
          children,
        },
      ]}
    />
  );
}
