/**
 * Redis describes entries, groups and consumers as flat lists of names and values. Only every second one is a name: a value may
 * read like one, as in an entry that somebody else wrote.
 */
export function fieldOf<T>(fields: readonly T[], name: string): T | undefined {
  for (let at = 0; at < fields.length; at += 2) if (fields[at] === name) return fields[at + 1];
  return undefined;
}
