/** A virus scanner beside us. Without one configured nothing is scanned, and the operator's `doctor` says so. */
export interface VirusScanner {
  /** Throws when it cannot tell: what was not scanned is not taken. */
  scan(content: Uint8Array): Promise<ScanVerdict>;
  /** Whether it is there. */
  ping(): Promise<void>;
}

export type ScanVerdict = { readonly clean: true } | { readonly clean: false; readonly threat: string };
