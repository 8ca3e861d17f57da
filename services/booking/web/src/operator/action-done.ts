/** Fired on the window by whatever changed something, so that the log beside it is asked for again. */
export const actionDone = "rb-operator-action";
