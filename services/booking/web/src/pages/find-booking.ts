import "../shell/account.js";
import { accountForm, showDone, value } from "../account/form.js";
import { call } from "../api/http.js";
import { looksLikeEmail } from "../forms/email.js";
import { t } from "../texts/texts.js";
import { openBookingLink } from "../trip/open-link.js";

const token = new URLSearchParams(location.search).get("token");
if (token === null) {
  accountForm({
    check: () => [
      ...(value("reference").trim() === ""
        ? [{ text: t.findBooking.referenceMissing, field: "reference" }]
        : []),
      ...(looksLikeEmail(value("email").trim()) ? [] : [{ text: t.account.emailMissing, field: "email" }]),
    ],
    send: async () => {
      const body = { reference: value("reference").trim(), email: value("email").trim() };
      await call("POST", "/bookings/retrieve", { body });
      showDone();
    },
  });
} else openBookingLink(token);
