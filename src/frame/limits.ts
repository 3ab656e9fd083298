/** A longer line is skipped and counted as lost: no logger writes one, and a file without line feeds must not fill the memory. Bytes. */
export const LINE_BYTES_MAX = 1_048_576

/** Bytes of a record of several lines; beyond it the record is cut. A record of one line may have `LINE_BYTES_MAX`. */
export const RECORD_BYTES_MAX = 262_144

/** Lines of a record: an answer listing a thousand devices, printed prettily, fits. */
export const RECORD_LINES_MAX = 5_000

/** How far a record may hold back the reading point; then all open ones are cut. Bytes. */
export const SPAN_BYTES_MAX = 1_048_576

/** Records that may end behind the reading point while another is open; then the open ones are cut. A position remembers as many (`done`). */
export const RECORDS_BEHIND_MAX = 1_024

/** A chunk of this many bytes always moves the reading point; so a reader's buffer must hold at least as many. */
export const CHUNK_BYTES_MIN = Math.max(LINE_BYTES_MAX, SPAN_BYTES_MAX) + 1
