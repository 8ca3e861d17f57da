/** The switch between light and dark: kept in a cookie, so that the server can say it in the page itself. */
const field = document.getElementById("look");
const root = document.documentElement;
// A page that is kept for times without a network was written before this choice, or without its cookie.
const [, chosen] = /(?:^|;\s*)look=(light|dark)(?:;|$)/.exec(document.cookie) ?? [];
if (chosen !== undefined) root.dataset["look"] = chosen;

if (field instanceof HTMLSelectElement) {
  field.value = root.dataset["look"] ?? "";
  field.closest("[hidden]")?.removeAttribute("hidden");
  field.addEventListener("change", () => {
    const { value } = field;
    const age = value === "" ? 0 : 365 * 86_400;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is not in every browser, and asynchronous.
    document.cookie = `look=${value}; path=/; max-age=${age}; samesite=lax`;
    if (value === "") delete root.dataset["look"];
    else root.dataset["look"] = value;
  });
}
