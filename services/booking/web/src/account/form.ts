import { type ApiError, toApiError } from "../api/http.js";
import { clearProblem, type Mistake, mistakesOf, showProblem } from "../forms/problem.js";

export interface AccountForm {
  /** In the order of the page; nothing wrong where it is empty. */
  check: () => Mistake[];
  send: () => Promise<void>;
  /** Own words for a refusal; undefined leaves the API's. */
  refused?: (error: ApiError) => Mistake[] | undefined;
}

export function value(id: string): string {
  return (document.getElementById(id) as HTMLInputElement).value;
}

/** Checks on submit, one request at a time, errors in the summary, and what was typed stays. */
export function accountForm({ check, send, refused }: AccountForm): void {
  const form = document.getElementById("form") as HTMLFormElement;
  const button = form.querySelector<HTMLButtonElement>("button[type=submit]");
  const submit = async (): Promise<void> => {
    clearProblem();
    const mistakes = check();
    if (mistakes.length > 0) return showProblem(mistakes);
    if (button !== null) button.disabled = true;
    try {
      await send();
    } catch (thrown) {
      const error = toApiError(thrown);
      const fields = { "/name": "name", "/email": "email", "/password": "password" };
      showProblem(refused?.(error) ?? mistakesOf(error, fields));
    } finally {
      if (button !== null) button.disabled = false;
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit();
  });
}

/** Says that what was chosen waits, when the checkout sent the traveller here, and carries the way back along. */
export function keepWayBack(): void {
  const values = new URLSearchParams(location.search);
  const reason = document.getElementById("reason");
  if (reason !== null) reason.hidden = values.get("for") !== "hold";
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-keep-next]"))
    link.search = location.search;
}

/** Replaces a form by the word that it is done. */
export function showDone(): void {
  const done = document.getElementById("done");
  document.getElementById("form")?.remove();
  if (done === null) return;
  done.hidden = false;
  done.focus();
}
