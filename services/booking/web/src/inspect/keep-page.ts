/** Once visited, the page opens without a network; browsers without service workers need the network. */
export function keepPage(): void {
  // Refused in private windows and without encryption: the page works all the same while there is a connection.
  navigator.serviceWorker
    ?.register("/inspect-sw.js", { scope: "/inspect", updateViaCache: "none" })
    .catch(() => undefined);
}
