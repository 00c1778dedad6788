import { InputNumber, Select } from 'antd';
import { CHANNELS } from '../../../shared/channel.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { ChannelField } from '../ChannelField.tsx';
import { useDictionary } from '../dictionary.ts';
import { numberAt, orNone, textAt, withFields } from '../draft.ts';
import { NameField } from '../NameField.tsx';
import { PathField } from '../PathField.tsx';
import { ComparisonRow } from './ComparisonRow.tsx';
import { EventLeaf, EventSumLeaf, PastLimits } from './EventLeaf.tsx';

export interface LeafProps {
  value: JsonObject;
  change(value: JsonObject): void;
}

function AttributeLeaf({ value, change }: LeafProps) {
  const { t } = useEditorWords();
  const { attributes } = useDictionary();
  const attribute = textAt(value, 'attribute');
  return (
    <>
      <PathField
        label={t('condition.attribute')}
        value={attribute}
        change={(next) => change(withFields(value, { attribute: next }))}
      />
      <ComparisonRow
        of="attribute"
        label={attribute || t('condition.attribute')}
        value={value}
        change={change}
        entry={attributes.find(({ name }) => name === attribute)}
      />
    </>
  );
}

function PropertyLeaf({ value, change }: LeafProps) {
  const { t } = useEditorWords();
  const property = textAt(value, 'property');
  return (
    <>
      <NameField
        label={t('condition.property')}
        value={property}
        change={(next) => change(withFields(value, { property: next }))}
        entries={[]}
      />
      <ComparisonRow
        of="property"
        label={property || t('condition.property')}
        value={value}
        change={change}
        entry={undefined}
      />
    </>
  );
}

interface IsSelectProps<Is extends string> extends LeafProps {
  options: readonly Is[];
}

function IsSelect<
  Is extends 'in' | 'out' | 'entered' | 'active' | 'completed' | 'converted' | MessageIs | ConsentIs,
>({ value, change, options }: IsSelectProps<Is>) {
  const { t } = useEditorWords();
  return (
    <Select
      className="tl-grow"
      aria-label={t('condition.is')}
      value={textAt(value, 'is') || (options[0] ?? '')}
      options={options.map((is) => ({ value: is as string, label: t(`is.${is}`) }))}
      onChange={(is: string) => change(withFields(value, { is }))}
    />
  );
}

function AudienceLeaf({ value, change }: LeafProps) {
  const { t } = useEditorWords();
  const { audiences } = useDictionary();
  return (
    <div className="tl-row">
      <IsSelect value={value} change={change} options={['in', 'out']} />
      <Select
        className="tl-grow"
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('condition.audience')}
        value={textAt(value, 'audience') || null}
        options={audiences.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(audience: string) => change(withFields(value, { audience }))}
      />
    </div>
  );
}

function JourneyLeaf({ value, change }: LeafProps) {
  const { t } = useEditorWords();
  const { journeys } = useDictionary();
  return (
    <div className="tl-row">
      <IsSelect value={value} change={change} options={['entered', 'active', 'completed', 'converted']} />
      <Select
        className="tl-grow"
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('condition.journey')}
        value={textAt(value, 'journey') || null}
        options={journeys.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(journey: string) => change(withFields(value, { journey }))}
      />
    </div>
  );
}

const MESSAGE_IS = ['sent', 'delivered', 'opened', 'clicked', 'replied', 'bounced', 'failed'] as const;
type MessageIs = (typeof MESSAGE_IS)[number] | 'received';

function MessageLeaf({ value, change }: LeafProps) {
  const { t } = useEditorWords();
  return (
    <>
      <div className="tl-row">
        <ChannelField
          isOptional
          label={t('condition.channel')}
          value={textAt(value, 'channel')}
          change={(channel) => change(withFields(value, { channel: orNone(channel) }))}
        />
        <IsSelect value={value} change={change} options={MESSAGE_IS} />
      </div>
      <div className="tl-row">
        <NameField
          label={t('condition.node')}
          placeholder={t('condition.anyNode')}
          value={textAt(value, 'node')}
          change={(node) => change(withFields(value, { node: orNone(node) }))}
          entries={[]}
        />
        <NameField
          label={t('condition.tag')}
          placeholder={t('condition.tag')}
          value={textAt(value, 'tag')}
          change={(tag) => change(withFields(value, { tag: orNone(tag) }))}
          entries={[]}
        />
      </div>
      <PastLimits value={value} change={change} />
    </>
  );
}

type ConsentIs = 'granted' | 'withdrawn' | 'unknown';

function ConsentLeaf({ value, change }: LeafProps) {
  const { t } = useEditorWords();
  return (
    <div className="tl-row">
      <ChannelField
        label={t('condition.channel')}
        value={textAt(value, 'channel') || CHANNELS[0]}
        change={(channel) => change(withFields(value, { channel }))}
      />
      <IsSelect value={value} change={change} options={['granted', 'withdrawn', 'unknown']} />
    </div>
  );
}

/** Buckets are slots of ten thousand; people think in percent. */
function BucketLeaf({ value, change }: LeafProps) {
  const { t } = useEditorWords();
  const percent = (name: 'from' | 'to', label: string) => (
    <InputNumber
      className="tl-grow"
      aria-label={label}
      min={0}
      max={100}
      precision={2}
      suffix="%"
      value={(numberAt(value, name) ?? 0) / 100}
      onChange={(share) => change(withFields(value, { [name]: Math.round((share ?? 0) * 100) }))}
    />
  );
  return (
    <div className="tl-row">
      {percent('from', t('condition.bucketFrom'))}
      <span aria-hidden>–</span>
      {percent('to', t('condition.bucketTo'))}
    </div>
  );
}

export const leafEditors = {
  attribute: AttributeLeaf,
  property: PropertyLeaf,
  event: EventLeaf,
  eventSum: EventSumLeaf,
  audience: AudienceLeaf,
  journey: JourneyLeaf,
  message: MessageLeaf,
  consent: ConsentLeaf,
  bucket: BucketLeaf,
};
