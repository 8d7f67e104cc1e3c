'use client';

/** Saves bytes or text as a download; nothing is sent anywhere. */
export function saveFile(
  content: BlobPart,
  fileName: string,
  type = 'application/octet-stream',
): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}

export const saveText = (text: string, fileName: string): void =>
  saveFile(text, fileName, 'text/plain;charset=utf-8');

export const saveCsv = (text: string | Uint8Array, fileName: string): void =>
  saveFile(text as BlobPart, fileName, 'text/csv;charset=utf-8');
