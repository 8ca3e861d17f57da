import { t } from "../texts/texts.js";

/** The one role=status region of the page: toasts are seen and spoken, announcements are spoken only. */
function region(): HTMLElement | null {
  return document.getElementById("status");
}

export function announce(text: string): void {
  const line = document.createElement("p");
  line.className = "visually-hidden";
  line.textContent = text;
  show(line, 4_000);
}

/** A quiet note that leaves by itself; the same news stays under the bell. */
export function toast(title: string, body?: string, href?: string): void {
  const box = document.createElement("div");
  box.className = "toast";
  const heading = document.createElement(href === undefined ? "strong" : "a");
  heading.textContent = title;
  if (href !== undefined) heading.setAttribute("href", href);
  box.append(heading);
  if (body !== undefined && body !== "") {
    const text = document.createElement("p");
    text.textContent = body;
    box.append(text);
  }
  const close = document.createElement("button");
  close.type = "button";
  close.className = "toast-close";
  close.setAttribute("aria-label", t.shell.close);
  close.textContent = "×";
  close.addEventListener("click", () => box.remove());
  box.append(close);
  show(box, 10_000);
}

function show(element: HTMLElement, milliseconds: number): void {
  region()?.append(element);
  const leave = (): void => {
    if (element.matches(":hover, :focus-within")) setTimeout(leave, 2_000);
    else element.remove();
  };
  setTimeout(leave, milliseconds);
}
