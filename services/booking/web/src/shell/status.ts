import { t } from "../texts/texts.js";

/** The one role=status region of the page: toasts are seen and spoken, announcements are spoken only. */
const statusRegion = "status";
/** Beside it, for what is an alert by itself: inside, it would be spoken twice. */
const alertPlace = "alerts";

export function announce(text: string): void {
  const line = document.createElement("p");
  line.className = "visually-hidden";
  line.textContent = text;
  show(line, 4_000);
}

/**
 * A quiet note that leaves by itself; the same news stays under the bell.
 * @param urgent speaks at once, whatever is being read: for a train that does not run
 */
export function toast(title: string, body?: string, href?: string, urgent = false): void {
  const box = document.createElement("div");
  box.className = "toast";
  if (urgent) box.setAttribute("role", "alert");
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
  show(box, urgent ? 30_000 : 10_000, urgent ? alertPlace : statusRegion);
}

function show(element: HTMLElement, milliseconds: number, place = statusRegion): void {
  document.getElementById(place)?.append(element);
  const leave = (): void => {
    if (element.matches(":hover, :focus-within")) setTimeout(leave, 2_000);
    else element.remove();
  };
  setTimeout(leave, milliseconds);
}
