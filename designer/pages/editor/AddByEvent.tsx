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
  // a field of its own for each: the one that was filled in would go on suggesting names
  const [added, setAdded] = useState(0);
  const name = event.trim();
  return (
    <form
      className="tl-row"
      onSubmit={(submitted) => {
        submitted.preventDefault();
        if (name === '') return;
        add(name);
        setEvent('');
        setAdded(added + 1);
      }}
    >
      <EventNameField
        key={added}
        label={label}
        placeholder={label}
        value={event}
        change={setEvent}
        autoFocus={added > 0}
      />
      <Button size="small" htmlType="submit" icon={<PlusOutlined aria-hidden />} disabled={name === ''}>
        {action}
      </Button>
    </form>
  );
}
