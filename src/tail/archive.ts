/**
 * First bytes of compressed files: gzip (RFC 1952, 2.3.1), Zstandard (RFC 8878, 3.1.1), bzip2 and xz (their file format
 * specifications). A log line starts with none of them.
 */
const MAGICS: readonly (readonly number[])[] = [
  [0x1f, 0x8b],
  [0x28, 0xb5, 0x2f, 0xfd],
  [0x42, 0x5a, 0x68],
  [0xfd, 0x37, 0x7a, 0x58, 0x5a],
]

/** Whether a file that starts so is an archive, whatever its name. */
export function isArchive(head: Uint8Array): boolean {
  return MAGICS.some((magic) => magic.every((byte, index) => head[index] === byte))
}
