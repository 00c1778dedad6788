import { useTranslation } from 'react-i18next';
import { idSchema } from '../../shared/ids.ts';
import { TextRow } from './TextRow.tsx';

interface NameAndIdProps {
  name: string;
  id: string;
  /** an id is chosen once: what is saved keeps its own */
  isNew: boolean;
  /** somebody has tried to save, so what is wrong is said */
  isTried: boolean;
  words: { nameNeeded: string; idHint: string };
  onName: (name: string) => void;
  onId: (id: string) => void;
}

/** Whether both are there and fit to be saved. */
export function isNamed({ name, id }: Pick<NameAndIdProps, 'name' | 'id'>): boolean {
  return name.trim() !== '' && idSchema.safeParse(id).success;
}

/** What people call a thing of the workspace, and what journeys refer to it by. */
export function NameAndId({ name, id, isNew, isTried, words, onName, onId }: NameAndIdProps) {
  const { t } = useTranslation('shell');
  const isNameWrong = isTried && name.trim() === '';
  const isIdWrong = isTried && !idSchema.safeParse(id).success;
  return (
    <>
      <TextRow
        label={t('name')}
        value={name}
        onChange={onName}
        hint={isNameWrong ? words.nameNeeded : undefined}
        isWrong={isNameWrong}
      />
      {isNew && (
        <TextRow
          label={t('id')}
          value={id}
          onChange={onId}
          maxLength={64}
          hint={isIdWrong ? t('idWrong') : words.idHint}
          isWrong={isIdWrong}
        />
      )}
    </>
  );
}
