/** Changing the language must keep what is shown: a search stands in the address, which the plain links do not know. */
for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-language]")) {
  link.addEventListener("click", () => {
    const address = new URL(location.href);
    address.searchParams.set("lang", link.lang);
    link.href = address.pathname + address.search + address.hash;
  });
}
