/**
 * Waits for all of them, even where one fails: nothing is then left half done behind the error.
 * @throws the first error, in the order given
 */
export async function allDone<T>(work: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(work);
  return await Promise.all(work);
}
