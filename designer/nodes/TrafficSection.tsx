import { InputNumber } from 'antd';
import type { Layer } from '../../shared/api/experiments.ts';
import type { JsonValue } from '../../shared/json.ts';
import { useDictionary } from '../fields/dictionary.ts';
import { numberAt, objectAt, orNone, textAt, withFields } from '../fields/draft.ts';
import { Field } from '../fields/Field.tsx';
import { NameField } from '../fields/NameField.tsx';
import { useEditor } from '../pages/editor/EditorContext.tsx';
import { documentOf } from '../pages/editor/editorStore.ts';
import { type EditorWords, useEditorWords } from '../text/useEditorWords.ts';
import { ChoiceSection } from './ChoiceSection.tsx';
import { freeFor, isSplit, type SplitName } from './layerShares.ts';
import type { PanelProps } from './panel.ts';

/** What a test of a part of the traffic begins with. */
const SHARE_AT_FIRST = 50;

/** Who else tests in the layer, and how much is left for this split. */
function LayerHint({ layer, me }: { layer: Layer | undefined; me: SplitName }) {
  const words = useEditorWords();
  const { t, list } = words;
  const others = (layer?.splits ?? []).filter((split) => !isSplit(split, me));
  const free = words.percent(freeFor(me, layer) / 100);
  return (
    <p className="tl-field-hint" aria-live="polite">
      {others.length === 0
        ? t('traffic.alone')
        : t('traffic.others', {
            free,
            splits: list(
              others.map(({ journey, node, ownedPercent }) =>
                t('traffic.other', { journey: journey.name, node, share: words.percent(ownedPercent / 100) }),
              ),
            ),
          })}
    </p>
  );
}

function ShareAndLayer({ nodeId, settings, change }: PanelProps) {
  const words = useEditorWords();
  const { t } = words;
  const { layers } = useDictionary();
  const journey = useEditor((state) => documentOf(state).id);
  const me: SplitName = { journey, node: nodeId };
  const traffic = objectAt(settings, 'traffic') ?? {};
  const name = textAt(traffic, 'layer');
  const put = (fields: { [field: string]: JsonValue | undefined }, key: string) =>
    change(withFields(settings, { traffic: withFields(traffic, fields) }), `traffic.${key}`);
  const known = layers.map((layer) => ({
    name: layer.id,
    title: t('traffic.free', { share: words.percent(freeFor(me, layer) / 100) }),
  }));
  return (
    <>
      <div className="tl-two">
        <Field label={t('traffic.share')} name="traffic.share">
          {(id) => (
            <InputNumber
              id={id}
              className="tl-full"
              min={0.01}
              max={100}
              step={5}
              precision={2}
              suffix="%"
              value={numberAt(traffic, 'share') ?? 100}
              onChange={(share) => put({ share: share ?? undefined }, 'share')}
            />
          )}
        </Field>
        <Field label={t('traffic.layer')} name="traffic.layer" isOptional>
          {(id) => (
            <div className="tl-row">
              <NameField
                id={id}
                value={name}
                entries={known}
                placeholder={t('traffic.noLayer')}
                change={(layer) => put({ layer: orNone(layer) }, 'layer')}
              />
            </div>
          )}
        </Field>
      </div>
      {name !== '' && <LayerHint layer={layers.find(({ id }) => id === name)} me={me} />}
    </>
  );
}

/** Whom of those who come the split tests, and with which other tests it shares nobody. */
export function TrafficSection(props: PanelProps) {
  const { settings, change } = props;
  const { t } = useEditorWords();
  const isPart = objectAt(settings, 'traffic') !== undefined;
  return (
    <ChoiceSection
      title={t('traffic.title')}
      label={t('traffic.whom')}
      value={isPart ? 'part' : 'everybody'}
      options={[
        { value: 'everybody', label: t('traffic.everybody') },
        { value: 'part', label: t('traffic.part') },
      ]}
      change={(whom) =>
        change(withFields(settings, { traffic: whom === 'part' ? { share: SHARE_AT_FIRST } : undefined }))
      }
      hint={t(isPart ? 'traffic.partHint' : 'traffic.everybodyHint')}
    >
      {isPart && <ShareAndLayer {...props} />}
    </ChoiceSection>
  );
}

/** In a line of the card; nothing where everybody is tested. */
export function trafficSummary(settings: PanelProps['settings'], words: EditorWords): string | null {
  const traffic = objectAt(settings, 'traffic');
  if (!traffic) return null;
  const share = words.percent((numberAt(traffic, 'share') ?? 100) / 100);
  const layer = textAt(traffic, 'layer');
  return layer === ''
    ? words.t('traffic.tested', { share })
    : words.t('traffic.testedInLayer', { share, layer });
}
