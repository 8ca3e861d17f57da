import "../shell/account.js";
import "../design/parts.js";
import { moneyText } from "../format/money.js";
import { markField } from "../forms/problem.js";
import { enhanceSearchForm } from "../search/search-form.js";
import { t } from "../texts/texts.js";

enhanceSearchForm();
markField({ text: t.account.emailMissing, field: "wrong" });
for (const price of document.querySelectorAll<HTMLElement>("[data-amount]"))
  price.textContent = moneyText({ amount: Number(price.dataset["amount"]), currency: "EUR" });
