import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { offerImport } from '../../_hooks/pending-import';
import { isTyping } from '../../_hooks/use-keys';

/** Rows or a file pasted outside a field go to the data page. Light enough to listen from the first moment. */
export function usePastedRows(): void {
  const router = useRouter();
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      if (isTyping(event.target) || event.defaultPrevented) return;
      const files = [...(event.clipboardData?.files ?? [])];
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (files.length > 0) offerImport(files);
      else if (looksLikeRows(text)) {
        offerImport([new File([text], 'pasted rows.csv', { type: 'text/csv' })]);
      } else return;
      event.preventDefault();
      router.push('/data');
    };
    window.addEventListener('paste', onPaste);
    return () => window.removeEventListener('paste', onPaste);
  }, [router]);
}

/** Two lines or more with the same separator in each. */
function looksLikeRows(text: string): boolean {
  const lines = text.split(/\r?\n/, 3).filter((line) => line.trim() !== '');
  if (lines.length < 2) return false;
  return [',', ';', '\t'].some((separator) =>
    lines.every((line) => line.split(separator).length >= 5),
  );
}
