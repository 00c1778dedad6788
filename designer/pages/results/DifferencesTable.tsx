import { Table, type TableColumnsType, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import { ScrollBox } from '../../shell/ScrollBox.tsx';
import { Tag, type TagForm, type Tone } from '../../shell/Tag.tsx';
import { type Comparison, pText, type Reading, readingOf } from './reading.ts';

interface DifferencesTableProps {
  comparisons: Comparison[];
  nameOf: (arm: string) => string;
}

const looks: { readonly [reading in Exclude<Reading, 'notComputable'>]: { tone: Tone; form: TagForm } } = {
  higher: { tone: 'good', form: 'dot' },
  lower: { tone: 'bad', form: 'square' },
  open: { tone: 'neutral', form: 'hollow' },
};

/** The numbers of the forest plot beside it. */
export function DifferencesTable({ comparisons, nameOf }: DifferencesTableProps) {
  const { t } = useTranslation('results');
  const format = useFormat();
  const columns: TableColumnsType<Comparison> = [
    { key: 'arm', title: t('difference.arm'), render: (_, { arm }) => <strong>{nameOf(arm)}</strong> },
    {
      key: 'points',
      title: t('difference.points'),
      align: 'right',
      className: 'tl-number',
      render: (_, { difference }) => (difference === null ? '–' : format.points(difference.value)),
    },
    {
      key: 'interval',
      title: t('difference.interval'),
      align: 'right',
      className: 'tl-number',
      render: (_, { difference }) =>
        difference === null ? '–' : `${format.points(difference.low)} … ${format.points(difference.high)}`,
    },
    {
      key: 'p',
      title: t('difference.p'),
      align: 'right',
      className: 'tl-number',
      render: (_, { p, exactP }) => (
        <>
          {p === null ? '–' : pText(p)}
          {exactP !== null && (
            <Tooltip title={t('difference.exactHint')}>
              <div className="tl-small tl-faint">{t('difference.exact', { p: pText(exactP) })}</div>
            </Tooltip>
          )}
        </>
      ),
    },
    {
      key: 'reading',
      title: t('difference.reading'),
      render: (_, comparison) => <ReadingWords reading={readingOf(comparison)} />,
    },
  ];
  return (
    <ScrollBox label={t('difference.reading')}>
      <Table<Comparison>
        size="small"
        rowKey="arm"
        columns={columns}
        dataSource={comparisons}
        pagination={false}
      />
    </ScrollBox>
  );
}

function ReadingWords({ reading }: { reading: Reading }) {
  const { t } = useTranslation('results');
  if (reading === 'notComputable') return <span className="tl-soft">{t('difference.notComputable')}</span>;
  return (
    <Tooltip title={t(`difference.${reading}Hint`)}>
      <span>
        <Tag {...looks[reading]}>{t(`difference.${reading}`)}</Tag>
      </span>
    </Tooltip>
  );
}
