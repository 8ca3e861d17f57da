import "../shell/account.js";
import "../notifications/notification-list.js";
