import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Check } from '../../../shared/experiment/check.ts';
import { ENTRY_SOURCES } from '../../../shared/experiment/entrySource.ts';
import { usePreferences } from '../../preferences.ts';
import { detailFigure, isOfArm } from './checkWords.ts';
import { scaleOf } from './effectScale.ts';
import { pText } from './figureFormat.ts';
import { useSplitView } from './splitView.ts';

type Detail = Check['details'][number];

/** The figures behind a check: per arm, slice, epoch or split. */
export function CheckDetails({ check: { id, details } }: { check: Check }) {
  const { t } = useTranslation('trust');
  const { nameOf, analysis, say } = useSplitView();
  const locale = usePreferences((state) => state.language);
  const scale = analysis.primary && scaleOf('absolute', analysis.primary, analysis);
  const figure = (kind: Detail['kind'], value: number | null) => {
    if (value === null) return '–';
    return kind === 'interaction' && scale
      ? say.effect(value * scale.factor, scale)
      : detailFigure(locale, kind, value);
  };
  const labelOf = (detail: Detail) => {
    if (isOfArm(detail)) return nameOf(detail.label);
    if (detail.kind === 'entry') {
      const source = ENTRY_SOURCES.find((one) => one === detail.label);
      return source ? t(`details.entry.${source}`) : detail.label;
    }
    if (detail.kind !== 'interaction') return detail.label;
    const [arm = '', journey, node, otherArm] = detail.label.split('/');
    return t('details.pair', { arm: nameOf(arm), split: `${journey}/${node}`, otherArm });
  };
  const end = { align: 'right' as const, className: 'tl-number', width: 130 };
  const columns: TableColumnsType<Detail> = [
    {
      key: 'label',
      title: t('details.label'),
      render: (_, detail) => t(`details.kind.${detail.kind}`, { label: labelOf(detail) }),
    },
    {
      ...end,
      key: 'observed',
      title: t('details.observed'),
      render: (_, { kind, observed }) => figure(kind, observed),
    },
    {
      ...end,
      key: 'expected',
      title: t('details.expected'),
      render: (_, { kind, expected }) => figure(kind, expected),
    },
    {
      ...end,
      key: 'p',
      title: t('details.p'),
      render: (_, { pValue }) => (pValue === null ? '–' : pText(pValue)),
    },
  ];
  return (
    <>
      <p className="tl-small tl-soft">{t(`ask.${id}`)}</p>
      <Table<Detail>
        aria-label={t('details.title', { check: t(`check.${id}`) })}
        className="tl-narrow-table"
        size="small"
        rowKey={({ kind, label }) => `${kind} ${label}`}
        columns={columns}
        dataSource={details}
        pagination={false}
      />
    </>
  );
}
