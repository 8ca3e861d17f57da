import "../shell/account.js";
import "../notifications/preferences.js";
