/** The zone's name if this Node's time zone data knows it; offsets such as `+02:00` are names too. */
export function readTimezone(text: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}
