import { type GatherOptions, gather } from "@railbooker/runtime/gather";

/** Makes one question of those that come while earlier ones are under way; each gets the answers to its own items, in order. */
export function gatherLists<T, R>(
  ask: (items: readonly T[]) => Promise<R[]>,
  options: GatherOptions,
): (items: readonly T[]) => Promise<R[]> {
  return gather<readonly T[], R[]>(async (lists) => {
    const answers = await ask(lists.flat());
    let taken = 0;
    return lists.map(({ length }) => {
      const value = answers.slice(taken, taken + length);
      taken += length;
      return { ok: true as const, value };
    });
  }, options);
}
