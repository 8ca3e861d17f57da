import "../shell/account.js";
import { accountForm, keepWayBack, value } from "../account/form.js";
import { call } from "../api/http.js";
import { looksLikeEmail } from "../forms/email.js";
import { nextPath } from "../shell/session.js";
import { t } from "../texts/texts.js";

keepWayBack();
accountForm({
  check: () => [
    ...(looksLikeEmail(value("email").trim()) ? [] : [{ text: t.account.emailMissing, field: "email" }]),
    ...(value("password") === "" ? [{ text: t.account.passwordMissing, field: "password" }] : []),
  ],
  send: async () => {
    await call("POST", "/users/login", {
      body: { email: value("email").trim(), password: value("password") },
    });
    location.assign(nextPath());
  },
  refused: (error) => (error.status === 401 ? [{ text: t.account.wrong, field: "email" }] : undefined),
});
