/** The name a person gives, until there are accounts; remembered while the page is open, never verified. */
import { create } from 'zustand';

const useStore = create<{ name: string }>()(() => ({ name: '' }));

export function useOwnName(): [name: string, setName: (name: string) => void] {
  return [useStore(({ name }) => name), (name) => useStore.setState({ name })];
}
