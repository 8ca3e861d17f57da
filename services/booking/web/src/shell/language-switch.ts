/** Changing the language must keep what is shown: a search stands in the address, which the plain links do not know. */
for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-language]")) {
  link.addEventListener("click", () => {
    const address = new URL(location.href);
    address.searchParams.set("lang", link.lang);
    link.href = address.pathname + address.search + address.hash;
    // The server sets it as well; without a network nobody else does, and the choice would be lost with the next page.
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is not in every browser, and asynchronous.
    document.cookie = `lang=${link.lang}; path=/; max-age=${365 * 86_400}; samesite=lax`;
  });
}
