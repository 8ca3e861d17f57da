import { Html, html } from "./html.js";
import type { Mail, MailSummary } from "./mail.js";
import { dataUrl, isPicture } from "./mail-document.js";

export const views = ["html", "text", "headers", "attachments"] as const;
export type View = (typeof views)[number];

/** The list alone: on a wide screen with a hint beside it. */
export function listPage(
  mails: readonly MailSummary[],
  { smtpUrl, to, chaos }: { smtpUrl: string; to?: string | undefined; chaos: boolean },
): string {
  const hint = html`<section class="reader empty"><p>${
    mails.length === 0
      ? html`Mails sent to <code>${smtpUrl}</code> appear here.`
      : "Choose a mail to read it."
  }</p>${chaos ? html`<p>Chaos is on: some senders are refused, put off or cut off. DELETE /chaos ends it.</p>` : ""}</section>`;
  return page("Inbox", html`${list(mails, { to })}${hint}`, "at-list");
}

/** A mail beside the list; on a phone the mail alone, with a way back. */
export function mailPage(mails: readonly MailSummary[], mail: Mail, view: View): string {
  return page(mail.subject, html`${list(mails, { current: mail.id })}${reader(mail, view)}`, "at-mail");
}

export function notFoundPage(): string {
  const text = "This mail is not here. The inbox keeps the last 500 and forgets them when it stops.";
  return page(
    "Not found",
    html`<section class="reader empty"><p>${text}</p><p><a href="/">Back to the inbox</a></p></section>`,
    "at-mail",
  );
}

function page(title: string, body: Html, place: string): string {
  return html`${new Html("<!doctype html>")}
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title === "" ? "(no subject)" : title} · RailBooker inbox</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/inbox.css">
<script src="/inbox.js" defer></script>
</head>
<body class="${place}">${body}</body>
</html>
`.text;
}

function list(
  mails: readonly MailSummary[],
  { current, to }: { current?: string; to?: string | undefined },
): Html {
  const count = mails.length === 1 ? "1 mail" : `${mails.length} mails`;
  return html`<nav class="list" aria-label="Mails">
<header><h1><a href="/">Inbox</a></h1><span class="count" data-live="count">${to === undefined ? count : `${count} to ${to}`}</span>
<form method="post" action="/delete-all"><button${mails.length === 0 ? html` disabled` : ""}>Delete all</button></form></header>
<ol data-live="mails">${mails.map((mail) => listItem(mail, mail.id === current))}</ol>
</nav>`;
}

function listItem(mail: MailSummary, isCurrent: boolean): Html {
  return html`<li><a href="/mail/${mail.id}"${isCurrent ? html` aria-current="page"` : ""}>
<span class="subject">${mail.subject === "" ? "(no subject)" : mail.subject}</span>
<time datetime="${mail.receivedAt}">${shortTime(mail.receivedAt)}</time>
<span class="to">To ${mail.to.join(", ")}</span>
</a></li>`;
}

function reader(mail: Mail, view: View): Html {
  const attached = mail.attachments.length;
  const names: Record<View, string> = {
    html: "Mail",
    text: "Text",
    headers: "Headers",
    attachments: attached === 0 ? "Attachments" : `Attachments (${attached})`,
  };
  const tabs = views.map(
    (name) =>
      html`<a href="/mail/${mail.id}?view=${name}"${name === view ? html` aria-current="page"` : ""}>${names[name]}</a>`,
  );
  return html`<main class="reader">
<header>
<a class="back" href="/">‹ Inbox</a>
<h2>${mail.subject === "" ? "(no subject)" : mail.subject}</h2>
<dl><dt>From</dt><dd>${mail.from}</dd><dt>To</dt><dd>${mail.to.join(", ")}</dd>
<dt>Received</dt><dd><time datetime="${mail.receivedAt}">${longTime(mail.receivedAt)}</time></dd></dl>
<nav class="tabs" aria-label="Views">${tabs}<a href="/messages/${mail.id}/raw">Source</a></nav>
</header>
${body(mail, view)}
</main>`;
}

function body(mail: Mail, view: View): Html {
  if (view === "html") {
    if (mail.html === null)
      return html`<p class="note">This mail has no HTML part. Its text is under “Text”.</p>`;
    return html`<iframe title="The mail as its reader sees it" src="/mail/${mail.id}/document"
 sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer"></iframe>`;
  }
  if (view === "text") {
    if (mail.text === null) return html`<p class="note">This mail has no text part.</p>`;
    return html`<pre tabindex="0">${mail.text}</pre>`;
  }
  if (view === "headers") {
    const rows = mail.headers.map(
      ({ name, value }) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`,
    );
    return html`<div class="scroll" tabindex="0"><table>${rows}</table></div>`;
  }
  return attachments(mail);
}

function attachments(mail: Mail): Html {
  if (mail.attachments.length === 0) return html`<p class="note">Nothing is attached.</p>`;
  const items = mail.attachments.map((attachment, index) => {
    const name = attachment.filename ?? attachment.contentId ?? `part ${index + 1}`;
    const picture = isPicture(attachment) ? html`<img alt="" src="${dataUrl(attachment)}">` : "";
    const kind = attachment.disposition === "inline" ? "shown in the mail" : "attached";
    const size = `${(attachment.size / 1024).toFixed(1)} KB`;
    return html`<li>${picture}<a href="/mail/${mail.id}/attachments/${index}" download="${name}">${name}</a>
<span>${attachment.mimeType} · ${size} · ${kind}</span></li>`;
  });
  return html`<ul class="attachments scroll">${items}</ul>`;
}

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const full = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "long" });

function shortTime(iso: string): string {
  const time = new Date(iso);
  return time.toDateString() === new Date().toDateString() ? clock.format(time) : day.format(time);
}

function longTime(iso: string): string {
  return full.format(new Date(iso));
}
