import { Tooltip } from 'antd';
import { memo } from 'react';
import type { AnyNodeDefinition, NodeRegistry } from '../../shared/nodes/registry.ts';
import { panelOf } from '../nodes/panels.ts';
import { useEditorWords } from '../text/useEditorWords.ts';
import { paletteGroups } from './paletteGroups.ts';

/** Under this name a dragged kind travels from the palette to the canvas. */
export const KIND_MIME = 'application/x-throughline-kind';

interface PaletteItemProps {
  definition: AnyNodeDefinition;
  add(kind: string): void;
  isReadOnly: boolean;
}

function PaletteItem({ definition, add, isReadOnly }: PaletteItemProps) {
  const words = useEditorWords();
  const { icon: Icon } = panelOf(definition.kind);
  const name = words.of(definition.words.name);
  return (
    <Tooltip title={words.of(definition.words.about)} placement="right" mouseEnterDelay={0.6}>
      <button
        type="button"
        className={`tl-palette-item tl-group-${definition.group}`}
        aria-label={words.t('palette.add', { kind: name })}
        draggable={!isReadOnly}
        disabled={isReadOnly}
        onDragStart={(event) => {
          event.dataTransfer.setData(KIND_MIME, definition.kind);
          event.dataTransfer.effectAllowed = 'copy';
        }}
        onClick={() => add(definition.kind)}
      >
        <span className="tl-card-icon" aria-hidden>
          <Icon />
        </span>
        <span className="tl-palette-name">{name}</span>
      </button>
    </Tooltip>
  );
}

interface PaletteProps {
  registry: NodeRegistry;
  add(kind: string): void;
  isReadOnly: boolean;
}

/** Kept apart from the frames of a drag. */
export const Palette = memo(function Palette({ registry, add, isReadOnly }: PaletteProps) {
  const { t } = useEditorWords();
  return (
    <nav className="tl-palette" aria-label={t('palette.title')}>
      <p className="tl-palette-help">{t('palette.help')}</p>
      {paletteGroups(registry).map(({ group, kinds }) => (
        <section key={group} aria-label={t(`palette.${group}`)}>
          <h3>{t(`palette.${group}`)}</h3>
          {kinds.map((definition) => (
            <PaletteItem key={definition.kind} definition={definition} add={add} isReadOnly={isReadOnly} />
          ))}
        </section>
      ))}
    </nav>
  );
});
