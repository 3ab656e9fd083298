import type { Category } from '../types/catalog.ts'

/** What errors of a category mean and what to look at first: for alerts that reach people without tuyawatch's mails. */
export const CATEGORY_WORDS: Readonly<Record<Category, string>> = {
  auth: 'The cloud does not accept who is calling: the token, the credentials, the signature or the clock. Look whether renewing the token fails, whether id, secret and data centre belong together, and whether the clock is right.',
  quota_billing:
    "The plan of the cloud project is used up, expired or not subscribed. The account's owner must renew or extend it; until then calls fail.",
  rate_limit:
    'Calls come faster than the cloud allows. Ask less often, or use the message queue instead of polling.',
  device_offline:
    "The cloud cannot reach devices. Many at once are a site's power or network; single ones are the device.",
  permission:
    'The project may not do this with these devices. Look at the authorised APIs and at the linked app accounts.',
  region:
    "The call comes from an address that is not allowed, or goes to the wrong data centre. Look at the project's list of addresses and at the endpoint.",
  device_state:
    'Devices are in no state to do what they are asked. Look at the device, its mode and its firmware.',
  parameter: 'Requests are built wrong. After a release, look at what changed in them.',
  not_found:
    'What is asked for does not exist, or no longer. Look at the ids that the application keeps.',
  conflict:
    'It was done already, or two calls are in the way of each other. Look whether work is done twice.',
  unsupported:
    'The device or the API cannot do what it is asked. Look at what the device model supports.',
  platform:
    "The cloud itself fails. There is nothing to mend here; retry with a growing delay, and look at the vendor's status page.",
  unknown:
    'The cloud answered with a code that the catalog does not know. Look at its message in the log, and add the code to a catalog file of your own.',
}
