import { poll } from "../shell/polling.js";

const askMs = 1_000;
const patienceMs = 10_000;

/** Reads the page anew once the server answers again: that a network is there, which browsers tell at times too early, is not enough. */
export function reloadWhenBack(): void {
  const ask = async (signal: AbortSignal): Promise<void> => {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
    const { ok } = await fetch("/health", { cache: "no-store", signal: patience });
    if (ok) location.reload();
  };
  addEventListener("online", () => poll(ask, askMs), { once: true });
}
