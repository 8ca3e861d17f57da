let sealed = false;

/** Values that last as long as the tab. A browser that refuses storage costs comfort, never the purchase. */
export function remember(key: string, value: unknown): void {
  if (sealed) return;
  try {
    sessionStorage.setItem(`rb:${key}`, JSON.stringify(value));
  } catch {
    // Full or forbidden storage: the page goes on without its memory.
  }
}

export function recall<T>(key: string): T | undefined {
  try {
    const text = sessionStorage.getItem(`rb:${key}`);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

export function forget(key: string): void {
  try {
    sessionStorage.removeItem(`rb:${key}`);
  } catch {
    // Nothing was stored.
  }
}

/** At sign-out nothing that was typed or shown may remain for the next person at this device. */
export function forgetEverything(): void {
  // What is still shown must not be written back while the page is being left.
  sealed = true;
  try {
    sessionStorage.clear();
    for (const key of Object.keys(localStorage)) if (key.startsWith("rb:")) localStorage.removeItem(key);
  } catch {
    // Nothing was stored.
  }
}
