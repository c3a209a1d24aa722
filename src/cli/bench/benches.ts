import { benchPages } from './pages.ts';
import { benchRegistry } from './registry.ts';
import { benchStart } from './start.ts';

export type Figures = Readonly<Record<string, number>>;
export type Bench = (say: (line: string) => void) => Promise<Figures>;

export const BENCHES: Readonly<Record<string, Bench>> = {
  start: benchStart,
  pages: benchPages,
  registry: benchRegistry,
};
