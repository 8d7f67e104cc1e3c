import { useEffect, useRef } from 'react';

/** Key names as in KeyboardEvent.key; `mod+` is Ctrl or ⌘, a space separates the two keys of a sequence: `g b`. */
export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;

const typingTags = new Set(['INPUT', 'TEXTAREA', 'SELECT']);

/** True while letters belong to a field. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) {
    return !['checkbox', 'radio', 'button', 'range', 'submit'].includes(target.type);
  }
  return typingTags.has(target.tagName);
}

/** Something open over the page has the keys for itself. */
const isOverlaid = (): boolean =>
  document.querySelector('[role="dialog"][aria-modal="true"], [role="menu"]') !== null;

/**
 * Page-wide keys. Single letters are off while typing and while a dialog or menu is open;
 * keys with `mod+` and `Escape` always work.
 */
export function useKeys(map: KeyMap, enabled = true): void {
  const current = useRef(map);
  current.current = map;
  useEffect(() => {
    if (!enabled) return;
    let first = '';
    let firstAt = 0;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const mod = event.ctrlKey || event.metaKey;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (mod) {
        const name = `mod+${event.shiftKey ? 'shift+' : ''}${key}`;
        run(name, event);
        return;
      }
      if (event.altKey) return;
      if (key !== 'Escape' && (isTyping(event.target) || isOverlaid())) return;
      if (first !== '' && event.timeStamp - firstAt < 1500 && run(`${first} ${key}`, event)) {
        first = '';
        return;
      }
      first = key;
      firstAt = event.timeStamp;
      run(key, event);
    };
    const run = (name: string, event: KeyboardEvent): boolean => {
      const action = current.current[name];
      if (action === undefined) return false;
      if (name !== 'Escape') event.preventDefault();
      action(event);
      return true;
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [enabled]);
}
