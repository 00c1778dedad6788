import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { CHANNELS } from '../../../shared/channel.ts';
import { isJsonObject } from '../../../shared/json.ts';
import type { ProfileInput } from '../../../shared/profile.ts';
import { orNone } from '../../fields/draft.ts';
import { Field } from '../../fields/Field.tsx';
import { JsonField } from '../../fields/JsonField.tsx';
import { ProfileSearch } from '../../fields/ProfileSearch.tsx';
import { ZoneField } from '../../fields/ZoneField.tsx';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { attributesAsked } from './attributesAsked.ts';
import { useEditor, useEditorPort } from './EditorContext.tsx';
import { documentOf } from './editorStore.ts';

/** @param count of those made up so far, this one included: a split draws each anew */
const madeUpId = (count: number) => (count === 1 ? 'rehearsal' : `rehearsal-${count}`);

/** Somebody who can be reached on every channel and agreed to all of it. */
export function madeUpProfile(): ProfileInput {
  return {
    id: madeUpId(1),
    attributes: {},
    addresses: Object.fromEntries(CHANNELS.map((channel) => [channel, 'rehearsal'])),
    consent: Object.fromEntries(CHANNELS.map((channel) => [channel, true])),
  };
}

interface CustomerChoiceProps {
  profile: ProfileInput;
  choose(profile: ProfileInput): void;
}

/** Whom to rehearse with: a customer we have, or one made up. */
export function CustomerChoice({ profile, choose }: CustomerChoiceProps) {
  const { t } = useEditorWords();
  const port = useEditorPort();
  const [isMadeUp, setMadeUp] = useState(true);
  const [madeUpCount, setMadeUpCount] = useState(1);
  const takeSomebodyElse = () => {
    setMadeUpCount(madeUpCount + 1);
    choose({ ...profile, id: madeUpId(madeUpCount + 1) });
  };
  const load = (profileId: string | null) => {
    // a customer who cannot be loaded leaves the choice as it was
    if (profileId !== null) port.loadProfile(profileId).then(choose, () => undefined);
  };
  const { timeZone, ...rest } = profile;
  const journey = useEditor(documentOf);
  const asked = attributesAsked(journey).join(', ');
  return (
    <>
      <Field label={t('rehearse.customer')} isGroup>
        <Segmented
          block
          value={isMadeUp ? 'madeUp' : 'existing'}
          options={[
            { value: 'existing', label: t('rehearse.existing') },
            { value: 'madeUp', label: t('rehearse.madeUp') },
          ]}
          onChange={(next) => {
            setMadeUp(next === 'madeUp');
            setMadeUpCount(1);
            if (next === 'madeUp') choose(madeUpProfile());
          }}
        />
        {isMadeUp && (
          <>
            <div className="tl-row">
              <code>{profile.id}</code>
              <Button className="tl-push" size="small" onClick={takeSomebodyElse}>
                {t('rehearse.somebodyElse')}
              </Button>
            </div>
            <p className="tl-field-hint">{t('rehearse.somebodyElseHint')}</p>
          </>
        )}
        {!isMadeUp && (
          <ProfileSearch
            label={t('rehearse.find')}
            placeholder={t('rehearse.find')}
            value={profile.id === 'rehearsal' ? null : profile.id}
            change={load}
          />
        )}
      </Field>
      <Field
        label={t('rehearse.attributes')}
        hint={asked === '' ? undefined : t('rehearse.asked', { names: asked })}
      >
        {(id) => (
          <JsonField
            key={profile.id}
            id={id}
            value={profile.attributes ?? {}}
            change={(attributes) => {
              if (attributes === undefined || isJsonObject(attributes)) {
                choose({ ...profile, attributes: attributes ?? {} });
              }
            }}
          />
        )}
      </Field>
      <Field label={t('rehearse.customerZone')} isOptional>
        {(id) => (
          <ZoneField
            id={id}
            isRelative={false}
            value={timeZone ?? ''}
            change={(zone) => choose(orNone(zone) === undefined ? rest : { ...rest, timeZone: zone })}
          />
        )}
      </Field>
    </>
  );
}
