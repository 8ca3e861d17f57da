import type { RenderedMail } from "@railbooker/email/sending/outgoing-mail";
import { Html, html } from "../inbox/html.js";

/** The mail's HTML as a mail program shows it: what it refers to by `cid:` is put in. */
export function mailPage({ html: text, images }: RenderedMail): string {
  const pictures = new Map(images.map(({ cid, png }) => [cid, png.toString("base64")]));
  return text.replaceAll(/src="cid:([^"]+)"/g, (whole, cid: string) => {
    const data = pictures.get(cid);
    return data === undefined ? whole : `src="data:image/png;base64,${data}"`;
  });
}

/** All mails one under the other, each beside the picture of a phone's width. */
export function galleryPage(names: readonly string[]): string {
  const cards = names.map(
    (
      name,
    ) => html`<section><h2>${name}</h2><p><a href="${name}.html">HTML</a> · <a href="${name}.txt">text</a></p>
<iframe title="${name}" src="${name}.html" width="640" height="640"></iframe>
<iframe title="${name}, on a phone" src="${name}.html" width="360" height="640"></iframe></section>`,
  );
  return html`${new Html("<!doctype html>")}
<html lang="en"><head><meta charset="utf-8"><title>RailBooker mails</title>
<style>body { font: 16px system-ui, sans-serif; margin: 2rem; background: #ddd; } iframe { border: 0; background: #fff; }</style>
</head><body><h1>Mails</h1>${cards}</body></html>
`.text;
}
