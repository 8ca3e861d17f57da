import "../shell/account.js";
import "../checkout/checkout.js";
