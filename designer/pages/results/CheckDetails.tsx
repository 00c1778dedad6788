import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Check } from '../../../shared/experiment/analysis.ts';
import { usePreferences } from '../../preferences.ts';
import { pText } from './figureFormat.ts';
import { useSplitView } from './SplitContext.ts';

type Detail = Check['details'][number];

/** The figures behind a check: per arm, slice, epoch or split. */
export function CheckDetails({ check: { id, details } }: { check: Check }) {
  const { t } = useTranslation('trust');
  const { nameOf } = useSplitView();
  const locale = usePreferences((state) => state.language);
  const whole = new Intl.NumberFormat(locale, { maximumSignificantDigits: 6 });
  const number = (value: number | null) => (value === null ? '–' : whole.format(value));
  const end = { align: 'right' as const, className: 'tl-number', width: 130 };
  const columns: TableColumnsType<Detail> = [
    { key: 'label', title: t('details.label'), render: (_, { label }) => nameOf(label) },
    { ...end, key: 'observed', title: t('details.observed'), render: (_, { observed }) => number(observed) },
    { ...end, key: 'expected', title: t('details.expected'), render: (_, { expected }) => number(expected) },
    {
      ...end,
      key: 'p',
      title: t('details.p'),
      render: (_, { pValue }) => (pValue === null ? '–' : pText(pValue)),
    },
  ];
  return (
    <Table<Detail>
      aria-label={t('details.title', { check: t(`check.${id}`) })}
      className="tl-narrow-table"
      size="small"
      rowKey="label"
      columns={columns}
      dataSource={details}
      pagination={false}
    />
  );
}
