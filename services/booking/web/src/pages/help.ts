import "../shell/account.js";
