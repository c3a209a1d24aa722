export type Figures = Readonly<Record<string, number>>;

/** Measures something, says how it goes, and returns its figures. */
export type Bench = (say: (line: string) => void) => Promise<Figures>;
