/** Reads the page anew once the server answers again: that a network is there, which browsers tell at times too early, is not enough. */
export function reloadWhenBack(): void {
  addEventListener("online", () => {
    fetch("/health", { cache: "no-store", signal: AbortSignal.timeout(10_000) }).then(
      ({ ok }) => {
        if (ok) location.reload();
      },
      () => undefined,
    );
  });
}
