/** What may be sent to us, by content; a name of another kind is refused even when the content would be welcome. */
export const UPLOAD_TYPES = {
  csv: { words: 'CSV', mime: 'text/csv', extensions: ['csv', 'txt'] },
  xlsx: {
    words: 'Excel (.xlsx)',
    mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extensions: ['xlsx'],
  },
  pdf: { words: 'PDF', mime: 'application/pdf', extensions: ['pdf'] },
  jpeg: { words: 'JPG', mime: 'image/jpeg', extensions: ['jpg', 'jpeg'] },
  png: { words: 'PNG', mime: 'image/png', extensions: ['png'] },
} as const;

export type UploadType = keyof typeof UPLOAD_TYPES;

/** For people: "CSV, Excel (.xlsx)". */
export function typeWords(types: readonly UploadType[]): string {
  return types.map((type) => UPLOAD_TYPES[type].words).join(', ');
}

/** For the `accept` of a file field: browsers then show only what we take. */
export function acceptOf(types: readonly UploadType[]): string {
  return types
    .flatMap((type) => [UPLOAD_TYPES[type].mime, ...UPLOAD_TYPES[type].extensions.map((e) => `.${e}`)])
    .join(',');
}
