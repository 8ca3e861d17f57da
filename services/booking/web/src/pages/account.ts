import "../shell/account.js";
import "../account/your-account.js";
