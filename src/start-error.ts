/** Why a daemon did not start, in words for the person who started it. Nothing was begun. */
export class StartError extends Error {}
