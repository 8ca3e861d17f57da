import "../shell/account.js";
import "../board/board.js";
