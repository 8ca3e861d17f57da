import "../shell/account.js";
import { accountForm, showDone, value } from "../account/form.js";
import { call } from "../api/http.js";
import { showProblem } from "../forms/problem.js";
import { t } from "../texts/texts.js";

const token = new URLSearchParams(location.search).get("token") ?? "";
// The token is worth a password: it leaves the address bar, the history and what the next page is told.
history.replaceState(null, "", location.pathname);

accountForm({
  check: () => (value("password").length < 8 ? [{ text: t.account.passwordShort, field: "password" }] : []),
  send: async () => {
    await call("POST", "/users/reset-password", { body: { token, password: value("password") } });
    showDone();
    document.getElementById("again")?.remove();
  },
});

// Nobody types a password for nothing.
if (token === "") {
  document.getElementById("form")?.remove();
  showProblem([{ text: t.account.resetNoToken }]);
}
