import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Debian's package openssl; a continuous integration without it fails rather than skips. */
export const NO_OPENSSL =
  spawnSync('openssl', ['version']).error !== undefined && process.env['CI'] !== 'true'

/** An authority of its own in the directory, as NAME.crt and NAME.key. */
export function makeAuthority(directory: string, name: string): void {
  openssl(
    directory,
    `req -x509 ${KEY} -keyout ${name}.key -out ${name}.crt -days 2 -subj /CN=${name}`,
  )
}

/** A certificate that the authority has signed, as NAME.crt and NAME.key. */
export function makeCertificate(
  directory: string,
  name: string,
  authority: string,
  san: string,
): void {
  writeFileSync(join(directory, `${name}.ext`), `subjectAltName=${san}\n`)
  openssl(directory, `req -new ${KEY} -keyout ${name}.key -out ${name}.csr -subj /CN=${name}`)
  openssl(
    directory,
    `x509 -req -in ${name}.csr -CA ${authority}.crt -CAkey ${authority}.key -CAcreateserial -days 2 -extfile ${name}.ext -out ${name}.crt`,
  )
}

/** Fast to make. */
const KEY = '-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'

function openssl(directory: string, args: string): void {
  execFileSync('openssl', args.split(' '), { cwd: directory, stdio: 'pipe' })
}
