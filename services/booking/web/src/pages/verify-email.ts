import "../shell/account.js";
import { type ApiError, call, toApiError } from "../api/http.js";
import { showProblem } from "../forms/problem.js";
import { t } from "../texts/texts.js";

async function verify(): Promise<void> {
  const box = document.getElementById("verify");
  const token = new URLSearchParams(location.search).get("token") ?? "";
  history.replaceState(null, "", location.pathname);
  try {
    await call("POST", "/users/verify-email", { body: { token } });
    const line = document.createElement("p");
    line.textContent = t.account.verified;
    box?.replaceChildren(line);
    box?.focus();
  } catch (error) {
    const refusal = toApiError(error);
    box?.remove();
    showProblem([{ text: textOf(refusal) }]);
  } finally {
    box?.removeAttribute("aria-busy");
  }
}

function textOf({ code, message }: ApiError): string {
  if (code === "offline") return message;
  return code === "email-taken" ? t.account.emailTaken : t.account.verifyFailed;
}

void verify();
