import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, InputNumber } from 'antd';
import type { JsonObject } from '../../shared/json.ts';
import { useEditorWords } from '../text/useEditorWords.ts';
import { newOutletId, numberAt, orNone, removeAt, replaceAt, textAt, withFields } from './draft.ts';
import { addShare, evenShares, removeShare, setShare, totalOf } from './shares.ts';

const ARMS_MIN = 2;
const ARMS_MAX = 10;

interface ArmsFieldProps {
  value: readonly JsonObject[];
  change(value: JsonObject[], key?: string): void;
}

function withShares(arms: readonly JsonObject[], shares: readonly number[]): JsonObject[] {
  return arms.map((arm, index) => withFields(arm, { share: shares[index] ?? 0 }));
}

/** At most one arm is the control: choosing one lets go of the other. */
function withControl(arms: readonly JsonObject[], index: number, isControl: boolean): JsonObject[] {
  return arms.map((arm, at) => withFields(arm, { control: at === index ? isControl : false }));
}

function ArmRow({ value, change, index }: ArmsFieldProps & { index: number }) {
  const { t } = useEditorWords();
  const arm = value[index] ?? {};
  const id = textAt(arm, 'id');
  const shares = value.map((other) => numberAt(other, 'share') ?? 0);
  return (
    <div className="tl-row tl-arm">
      <code className="tl-outlet-id">{id}</code>
      <Input
        className="tl-grow"
        aria-label={t('arms.name', { arm: id })}
        placeholder={id}
        maxLength={100}
        title={textAt(arm, 'name')}
        value={textAt(arm, 'name')}
        onChange={(event) =>
          change(replaceAt(value, index, withFields(arm, { name: orNone(event.target.value) })), `arm:${id}`)
        }
      />
      <InputNumber
        className="tl-share"
        aria-label={t('arms.share', { arm: id })}
        min={0}
        max={100}
        step={5}
        precision={2}
        suffix="%"
        value={numberAt(arm, 'share')}
        onChange={(share) => change(withShares(value, setShare(shares, index, share ?? 0)), `share:${id}`)}
      />
      <Checkbox
        aria-label={t('arms.controlOf', { arm: id })}
        checked={arm.control === true}
        onChange={(event) => change(withControl(value, index, event.target.checked))}
      >
        {t('arms.control')}
      </Checkbox>
      <Button
        type="text"
        size="small"
        icon={<DeleteOutlined aria-hidden />}
        aria-label={t('field.remove', { name: id })}
        disabled={value.length <= ARMS_MIN}
        onClick={() => change(withShares(removeAt(value, index), removeShare(shares, index)))}
      />
    </div>
  );
}

/** Arms of a split; however one share is changed, all together stay 100 %. */
export function ArmsField({ value, change }: ArmsFieldProps) {
  const { t, percent } = useEditorWords();
  const shares = value.map((arm) => numberAt(arm, 'share') ?? 0);
  const addArm = () =>
    change(
      withShares([...value, { id: newOutletId(value, 'A'), share: 0, control: false }], addShare(shares)),
    );
  return (
    <div className="tl-rows">
      <div className="tl-share-bar" aria-hidden>
        {value.map((arm, index) => (
          <span key={textAt(arm, 'id')} style={{ flexGrow: shares[index] ?? 0 }} title={textAt(arm, 'id')} />
        ))}
      </div>
      {value.map((arm, index) => (
        <ArmRow key={textAt(arm, 'id')} value={value} change={change} index={index} />
      ))}
      <div className="tl-row">
        <Button
          size="small"
          type="dashed"
          icon={<PlusOutlined aria-hidden />}
          disabled={value.length >= ARMS_MAX}
          onClick={addArm}
        >
          {t('arms.add')}
        </Button>
        <Button size="small" type="text" onClick={() => change(withShares(value, evenShares(value.length)))}>
          {t('arms.even')}
        </Button>
        <span className="tl-push tl-total">{t('arms.total', { total: percent(totalOf(shares) / 100) })}</span>
      </div>
      <p className="tl-field-hint">{t('arms.hint')}</p>
    </div>
  );
}
