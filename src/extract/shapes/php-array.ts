import type { ShapeRule } from './index.ts'

/** print_r `[code] => 1106`, var_dump `["code"]=> int(1106)`, var_export and Ruby `'code' => 1106`. */
export const phpArray: ShapeRule = {
  shape: 'php_array',
  matches: (_group, { separator }) => separator === '=>',
}
