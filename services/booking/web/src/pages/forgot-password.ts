import "../shell/account.js";
import { accountForm, showDone, value } from "../account/form.js";
import { call } from "../api/http.js";
import { looksLikeEmail } from "../forms/email.js";
import { t } from "../texts/texts.js";

accountForm({
  check: () =>
    looksLikeEmail(value("email").trim()) ? [] : [{ text: t.account.emailMissing, field: "email" }],
  send: async () => {
    await call("POST", "/users/forgot-password", { body: { email: value("email").trim() } });
    showDone();
  },
});
