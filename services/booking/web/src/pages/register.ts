import "../shell/account.js";
import { accountForm, keepWayBack, value } from "../account/form.js";
import { call } from "../api/http.js";
import { looksLikeEmail } from "../forms/email.js";
import { nextPath } from "../shell/session.js";
import { language, t } from "../texts/texts.js";

keepWayBack();
accountForm({
  check: () => [
    ...(value("name").trim() === "" ? [{ text: t.account.nameMissing, field: "name" }] : []),
    ...(looksLikeEmail(value("email").trim()) ? [] : [{ text: t.account.emailMissing, field: "email" }]),
    ...(value("password").length < 8 ? [{ text: t.account.passwordShort, field: "password" }] : []),
  ],
  send: async () => {
    const body = {
      name: value("name").trim(),
      email: value("email").trim(),
      password: value("password"),
      // Mails come in the language of the page.
      locale: language === "de" ? "de" : "en",
    };
    await call("POST", "/users", { body });
    location.assign(nextPath());
  },
  refused: (error) => {
    if (error.code === "email-taken") return [{ text: t.account.emailTaken, field: "email" }];
    return error.code === "password-too-common" ? [{ text: error.message, field: "password" }] : undefined;
  },
});
