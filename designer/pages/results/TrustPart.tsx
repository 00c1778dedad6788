import {
  CheckCircleOutlined,
  CloseSquareFilled,
  ExclamationCircleOutlined,
  QuestionCircleOutlined,
} from '@ant-design/icons';
import { Table, type TableColumnsType } from 'antd';
import { type Key, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Check } from '../../../shared/experiment/check.ts';
import { useIsPrinting } from '../../charts/printing.ts';
import { usePreferences } from '../../preferences.ts';
import { ScrollBox } from '../../shell/ScrollBox.tsx';
import { CheckDetails } from './CheckDetails.tsx';
import { checkFigure } from './checkWords.ts';
import { Part } from './Part.tsx';
import { useSplitView } from './splitView.ts';
import { TrafficLine } from './TrafficFacts.tsx';

const icons: { readonly [state in Check['state']]: ReactNode } = {
  ok: <CheckCircleOutlined aria-hidden />,
  warning: <ExclamationCircleOutlined aria-hidden />,
  failed: <CloseSquareFilled aria-hidden />,
  unknown: <QuestionCircleOutlined aria-hidden />,
};

/** The second part: may the figures be believed at all? */
export function TrustPart() {
  const { t } = useTranslation('trust');
  const { analysis } = useSplitView();
  const [opened, setOpened] = useState<readonly Key[]>([]);
  // paper has nothing to press
  const isPrinting = useIsPrinting();
  const withDetails = analysis.checks.filter(({ details }) => details.length > 0);
  return (
    <Part
      number={2}
      title={t('title')}
      about={
        <>
          {t('about')} <TrafficLine />
        </>
      }
    >
      <ScrollBox label={t('title')}>
        <Table<Check>
          aria-label={t('title')}
          className="tl-worded-table"
          size="small"
          rowKey="id"
          columns={useColumns()}
          dataSource={analysis.checks}
          pagination={false}
          rowClassName={({ state }) => `tl-check-row-${state}`}
          expandable={{
            expandedRowKeys: isPrinting ? withDetails.map(({ id }) => id) : opened,
            onExpandedRowsChange: setOpened,
            rowExpandable: ({ details }) => details.length > 0,
            expandedRowRender: (check) => <CheckDetails check={check} />,
            expandIcon: ({ expanded, expandable, onExpand, record }) =>
              expandable && (
                <button
                  type="button"
                  className="tl-expand"
                  aria-expanded={expanded}
                  aria-label={t(expanded ? 'details.hide' : 'details.show', {
                    check: t(`check.${record.id}`),
                  })}
                  onClick={(event) => onExpand(record, event)}
                >
                  {expanded ? '−' : '+'}
                </button>
              ),
          }}
        />
      </ScrollBox>
      <Withdrawn />
    </Part>
  );
}

/** Imported exposures that count no more, and why. */
function Withdrawn() {
  const { t } = useTranslation('trust');
  const { analysis, format } = useSplitView();
  const { count, deeds } = analysis.withdrawn;
  if (count === 0) return null;
  return (
    <div className="tl-small tl-soft">
      {t('withdrawn.count', { count: format.number(count) })}
      <ul>
        {deeds.map(({ at, actor, reason }) => (
          <li key={`${at} ${actor} ${reason}`}>
            {t('withdrawn.deed', { time: format.dateTime(at), actor, reason })}
          </li>
        ))}
      </ul>
    </div>
  );
}

function useColumns(): TableColumnsType<Check> {
  const { t } = useTranslation('trust');
  const { analysis } = useSplitView();
  const locale = usePreferences((state) => state.language);
  return [
    {
      key: 'state',
      title: t('column.state'),
      width: 112,
      render: (_, { state }) => (
        <span className="tl-check-state" data-state={state}>
          {icons[state]} {t(`state.${state}`)}
        </span>
      ),
    },
    {
      key: 'check',
      title: t('column.check'),
      width: 290,
      render: (_, { id, state }) => (
        <>
          <strong>{t(`check.${id}`)}</strong>
          {/* the others' questions stand above their figures */}
          {(state === 'failed' || state === 'warning') && (
            <div className="tl-small tl-faint">{t(`ask.${id}`)}</div>
          )}
        </>
      ),
    },
    {
      key: 'value',
      title: t('column.value'),
      width: 96,
      align: 'right',
      className: 'tl-number',
      render: (_, check) => {
        const { value, unit } = figureOf(check);
        return value === null ? '–' : measured(checkFigure(locale, value, unit), unit);
      },
    },
    {
      key: 'threshold',
      title: t('column.threshold'),
      width: 110,
      align: 'right',
      className: 'tl-number tl-faint',
      render: (_, check) => {
        const { threshold, unit } = figureOf(check);
        if (threshold === null) return '–';
        return t(limitWords(check, unit), { value: checkFigure(locale, threshold, unit) });
      },
    },
    {
      key: 'what',
      title: t('column.what'),
      className: 'tl-check-what',
      render: (_, { id, state, advice }) => {
        if (advice === 'none') return state === 'unknown' ? t('notYet') : t(`fine.${id}`);
        const first = analysis.checks.find((check) => check.advice === advice);
        return first === undefined || first.id === id || state === 'unknown'
          ? t(`advice.${advice}`)
          : t('sameAs', { check: t(`check.${first.id}`) });
      },
    },
  ];
}

/** What a limit is: past it a check fails, or asks for attention only. */
function limitWords({ id, state, advice }: Check, unit: Check['unit']) {
  if (unit === 'pValue')
    return advice === 'interaction' || advice === 'carryOverDiffers' ? 'belowNoted' : 'below';
  const isNoted = state === 'warning' && (id === 'contamination' || id === 'householdSizes');
  if (id === 'epochs' || isNoted) return 'aboveNoted';
  return id === 'exposureLoss' ? 'aboveSurely' : 'above';
}

/** Customers in an arm without a share fail a check however well the others fit: then they are what was measured. */
function figureOf({
  advice,
  details,
  value,
  threshold,
  unit,
}: Check): Pick<Check, 'value' | 'threshold' | 'unit'> {
  if (advice !== 'strayCustomers') return { value, threshold, unit };
  const strays = details.filter(({ kind }) => kind === 'stray');
  const count = strays.reduce((sum, { observed }) => sum + (observed ?? 0), 0);
  return { value: count, threshold: 0, unit: 'count' };
}

function measured(text: string, unit: Check['unit']): string {
  return unit === 'pValue' ? `p ${text.startsWith('<') ? text : `= ${text}`}` : text;
}
