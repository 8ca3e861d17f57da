/** The feed cannot be used. The message says why, where, and what to do; nothing was changed. */
export class FeedError extends Error {
  override readonly name = "FeedError";
}
