/** A check or a test found something. */
export const EXIT_FOUND = 1
/** Bad usage or configuration; nothing started. */
export const EXIT_USAGE = 2
/** A bug in tuyawatch. */
export const EXIT_BUG = 70
