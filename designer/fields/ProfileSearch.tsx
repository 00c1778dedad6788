import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { useEditorPort } from '../pages/editor/EditorContext.tsx';
import type { ProfileEntry } from '../pages/editor/editorPort.ts';

const TYPING_MS = 250;

interface ProfileSearchProps {
  value: string | null;
  change(profileId: string | null): void;
  label: string;
  placeholder: string;
}

/** Finds a customer by id or name on the server, as one types. */
export function ProfileSearch({ value, change, label, placeholder }: ProfileSearchProps) {
  const port = useEditorPort();
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<readonly ProfileEntry[]>([]);
  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(() => {
      port.searchProfiles(typed).then(
        (profiles) => isCurrent && setFound(profiles),
        // an unreachable server leaves the list empty; the editor's own state says so
        () => isCurrent && setFound([]),
      );
    }, TYPING_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [port, typed]);
  return (
    <Select
      className="tl-grow"
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped }}
      aria-label={label}
      placeholder={placeholder}
      value={value}
      options={found.map(({ id, name }) => ({ value: id, label: name === id ? id : `${name} · ${id}` }))}
      onChange={(id: string | null | undefined) => change(id ?? null)}
    />
  );
}
