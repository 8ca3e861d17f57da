/** Made on first use and kept: what Intl makes costs a slow phone tens of milliseconds, and few pages need all of it. */
export function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
