import type { Reading } from '../../src/reading.ts'
import type { Response } from '../../src/types/record.ts'

/** All that a reading says, what is looked up late too, as plain objects. */
export function toldBy({ records, ...reading }: Reading) {
  return {
    ...reading,
    records: records.map(({ start, line, extraction: { responses, rejections, context } }) => ({
      ...{ start, line, context },
      responses: responses.map(plain),
      rejections: rejections.map(({ reason, line, text }) => ({ reason, line, text })),
    })),
  }
}

function plain(response: Response): Response {
  const { success, code, message, t, tid, path, method, device, lineTime } = response
  const { shape, evidence, start, line, offset, echo, text } = response
  return {
    ...{ success, code, message, t, tid, path, method, device, lineTime },
    ...{ shape, evidence, start, line, offset, echo, text },
  }
}
