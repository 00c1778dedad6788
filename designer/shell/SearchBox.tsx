import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';

interface SearchBoxProps {
  words: string;
  value: string;
  onChange: (value: string) => void;
}

export function SearchBox({ words, value, onChange }: SearchBoxProps) {
  return (
    <Input
      prefix={<SearchOutlined aria-hidden />}
      allowClear
      style={{ width: 300 }}
      aria-label={words}
      placeholder={words}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
