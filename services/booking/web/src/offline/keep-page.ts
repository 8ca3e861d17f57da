/**
 * Once visited, the pages at `scope` and below open without a network; browsers without service workers need the network.
 * @param script address of the worker that keeps them
 */
export function keepPage(script: string, scope: string): void {
  // Refused in private windows and without encryption: the page works all the same while there is a connection.
  navigator.serviceWorker?.register(script, { scope, updateViaCache: "none" }).catch(() => undefined);
}
