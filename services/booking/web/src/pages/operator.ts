import "../shell/account.js";
import "../operator/console.js";
