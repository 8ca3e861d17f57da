/**
 * What the work comes to. What it comes to later than in time is of no interest any more.
 * @throws Error `late`, where it takes longer than `ms`; what the work throws.
 */
export async function within<R>(
  ms: number,
  work: Promise<R>,
  late = `no answer within ${ms} ms`,
): Promise<R> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(late)), ms);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
