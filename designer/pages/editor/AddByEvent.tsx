import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { EventNameField } from '../../fields/NameField.tsx';

interface AddByEventProps {
  label: string;
  action: string;
  add(event: string): void;
}

/** A goal or exit begins with its event: without one it could not be kept. */
export function AddByEvent({ label, action, add }: AddByEventProps) {
  const [event, setEvent] = useState('');
  const name = event.trim();
  return (
    <div className="tl-row">
      <EventNameField label={label} placeholder={label} value={event} change={setEvent} />
      <Button
        size="small"
        icon={<PlusOutlined aria-hidden />}
        disabled={name === ''}
        onClick={() => {
          add(name);
          setEvent('');
        }}
      >
        {action}
      </Button>
    </div>
  );
}
