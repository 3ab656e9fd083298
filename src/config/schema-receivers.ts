import * as z from 'zod'
import { oneOrMany } from './text.ts'
import { mailAddress, name, path, port, secret, url, words } from './values.ts'

const smtpSchema = z
  .strictObject({
    host: words.describe('The relay that takes the mails.'),
    port: port
      .describe('Default: 587; 465 with `tls: implicit`; 25 with `tls: none`.')
      .exactOptional(),
    tls: z
      .enum(['implicit', 'starttls', 'none'])
      .describe(
        'Default: implicit on port 465, else starttls, which is required and not only tried.',
      )
      .exactOptional(),
    user: words.describe('User name, where the relay wants one.').exactOptional(),
    password: secret
      .describe(`Its password; better in a file, or as \${SMTP_PASSWORD} from the environment.`)
      .exactOptional(),
    password_file: path
      .describe('A file that holds the password; read anew at each connection.')
      .exactOptional(),
    ca_file: path
      .describe('Certificates to trust instead of the public ones, as PEM.')
      .exactOptional(),
    server_name: words
      .describe("The name in the relay's certificate, where it is not the host.")
      .exactOptional(),
    cert_file: path
      .describe('Our certificate, as PEM, where the relay asks for one; read anew each time.')
      .exactOptional(),
    key_file: path.describe('The key of that certificate.').exactOptional(),
  })
  .describe('How the mails leave.')

const emailSchema = z
  .strictObject({
    to: oneOrMany(mailAddress).describe('An address, or a list.'),
    from: mailAddress.describe('The sender.'),
    smtp: smtpSchema,
  })
  .describe('Mails through an SMTP relay.')

const webhookSchema = z
  .strictObject({
    url: url.describe('Where to post.').exactOptional(),
    url_file: path.describe('A file that holds the URL; read anew each time.').exactOptional(),
    format: z
      .enum(['slack', 'teams', 'json'])
      .describe('Slack, a Teams Workflows card, or plain JSON. Default: json.')
      .exactOptional(),
    secret: secret
      .describe('Signs the body, as the Standard Webhooks specification says.')
      .exactOptional(),
    secret_file: path
      .describe('A file that holds the secret; read anew each time.')
      .exactOptional(),
  })
  .describe('Posts to a chat or a program.')

const alertmanagerSchema = z
  .strictObject({ url: url.describe('The base URL of an Alertmanager.') })
  .describe('Hands the alerts to an Alertmanager.')

/** One entry of `receivers`. */
export const receiverSchema = z
  .strictObject({
    name: name.describe('Unique; rules name it in `notify`.'),
    email: emailSchema.exactOptional(),
    webhook: webhookSchema.exactOptional(),
    alertmanager: alertmanagerSchema.exactOptional(),
    fallback: name
      .describe('The receiver that takes over while this one fails for five minutes.')
      .exactOptional(),
  })
  .describe('Who is told, and how: exactly one of email, webhook and alertmanager.')
