import { Dropdown, type MenuProps } from 'antd';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';
import { panelOf } from '../nodes/panels.ts';
import { type EditorWords, useEditorWords } from '../text/useEditorWords.ts';
import { paletteGroups } from './paletteGroups.ts';

interface KindPickerProps {
  registry: NodeRegistry;
  /** on the screen */
  at: { x: number; y: number };
  /** whether the path must go on after the node */
  mustGoOn: boolean;
  choose(kind: string): void;
  close(): void;
}

/** An icon tells a screen reader its own English name unless it is hidden. The menu hands it a class that keeps it apart from the name. */
function KindIcon({ kind, className }: { kind: string; className?: string }) {
  const { icon: Icon } = panelOf(kind);
  return (
    <span aria-hidden className={className}>
      <Icon />
    </span>
  );
}

function itemsOf(registry: NodeRegistry, words: EditorWords, mustGoOn: boolean): MenuProps['items'] {
  return paletteGroups(registry)
    .filter(({ group }) => group !== 'start' && !(mustGoOn && group === 'end'))
    .map(({ group, kinds }) => ({
      type: 'group' as const,
      label: words.t(`palette.${group}`),
      children: kinds.map(({ kind, words: { name } }) => ({
        key: kind,
        icon: <KindIcon kind={kind} />,
        label: words.of(name),
      })),
    }));
}

/** The list of kinds, opened where the new node will be. */
export function KindPicker({ registry, at, mustGoOn, choose, close }: KindPickerProps) {
  const words = useEditorWords();
  return (
    <Dropdown
      open
      trigger={['click']}
      onOpenChange={(isOpen) => {
        if (!isOpen) close();
      }}
      menu={{
        items: itemsOf(registry, words, mustGoOn) ?? [],
        onClick: ({ key }) => choose(key),
        style: { maxHeight: 380, overflow: 'auto' },
      }}
      autoFocus
      // unfolding, it has no height yet when the first kind takes the focus, and scrolls past it
      transitionName=""
    >
      <span className="tl-kind-anchor" style={{ left: at.x, top: at.y }} />
    </Dropdown>
  );
}
