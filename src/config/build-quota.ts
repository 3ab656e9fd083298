import picomatch from 'picomatch'
import type * as z from 'zod'
import type { QuotaPlan } from '../types/quota.ts'
import type { quotaSchema } from './schema-later.ts'

type QuotaForm = z.output<typeof quotaSchema>

/** A plan with its defaults: a month that begins on the first, on this machine's clock. */
export function buildQuota(form: QuotaForm, timezone: string): QuotaPlan {
  const { used, at, exclude = [] } = form
  return {
    project: form.project ?? '',
    calls: form.calls,
    period: form.period ?? 'monthly',
    resetsOn: form.resets_on ?? 1,
    timezone: form.timezone ?? timezone,
    ...(used !== undefined && at !== undefined && { shown: { used, at: Date.parse(at) } }),
    exclude: [exclude].flat(),
  }
}

/** The plans of the projects that one of the globs names; without globs all. `*` stands for no project too. */
export function plansOf(
  quotas: readonly QuotaPlan[],
  projects: readonly string[] | undefined,
): readonly QuotaPlan[] {
  return quotas.filter(({ project }) => projects?.some((glob) => isNamed(project, glob)) ?? true)
}

function isNamed(project: string, glob: string): boolean {
  if (project === '') return glob === '' || /^\*+$/.test(glob)
  return project === glob || picomatch.isMatch(project, glob, { bash: true, dot: true })
}
