import { PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { JOURNEY_LIVES, type JourneyLife } from '../../../shared/journey/life.ts';
import { useJourneys } from '../../api/journeys.ts';
import { ListBody } from '../../shell/ListBody.tsx';
import { Page } from '../../shell/Page.tsx';
import { SearchBox } from '../../shell/SearchBox.tsx';
import { Teach } from '../../shell/Teach.tsx';
import { JourneysTable } from './JourneysTable.tsx';
import { NewJourney } from './NewJourney.tsx';

/** The list of journeys, and where one is begun. */
export function JourneysPage() {
  const { t } = useTranslation('journeys');
  const words = useTranslation('words').t;
  const [search, setSearch] = useState('');
  const [state, setState] = useState<JourneyLife>();
  const [isCreating, setCreating] = useState(false);
  const list = useJourneys({ search: useDeferredValue(search.trim()), state });
  const clear = () => {
    setSearch('');
    setState(undefined);
  };

  return (
    <Page
      title={t('title')}
      about={t('about')}
      actions={
        <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setCreating(true)}>
          {t('create')}
        </Button>
      }
    >
      <NewJourney isOpen={isCreating} onClose={() => setCreating(false)} />
      <ListBody
        list={list}
        isFiltered={search.trim() !== '' || state !== undefined}
        empty={
          <Teach
            title={t('empty.title')}
            actions={
              <Button type="primary" onClick={() => setCreating(true)}>
                {t('empty.example')}
              </Button>
            }
          >
            <p>{t('empty.body')}</p>
          </Teach>
        }
        toolbar={
          <>
            <SearchBox words={t('search')} value={search} onChange={setSearch} />
            <Select
              allowClear
              style={{ width: 150 }}
              aria-label={t('stateFilter')}
              placeholder={t('allStates')}
              value={state}
              onChange={setState}
              options={JOURNEY_LIVES.map((value) => ({ value, label: words(`state.${value}`) }))}
            />
          </>
        }
      >
        <JourneysTable list={list} onClear={clear} />
      </ListBody>
    </Page>
  );
}
