/**
 * What stands around a number that is somebody else's. `…_BEFORE` is tried on the text that ends at the number,
 * `…_BEHIND` on the text that starts with it.
 */

export const HTTP_BEFORE =
  /(?:\bresponse(?: error:)?[ (]code|\bstatus(?: from tuya api\.)? ?code|status code from tuya api\. code|\bhttp(?: error| status)?(?: code)?) ?[=:]? ?$/i

/** Codes of countries, of HomeKit, of doors and of confirmations. */
export const OTHER_CODE_BEFORE =
  /\b(?:country|area|zip|pin|setup|pairing|verification|qr|key|currency|door|unlock|access|sms|promo)[ _-]?code["']? ?(?:is)? ?[:=]? ?["']?$/i

/** localtuya about the protocol of the local network. */
export const PROTOCOL_BEFORE = /\bprotocol error:? ?$/i

export const EXIT_BEFORE =
  /(?:exit(?:ed)?|terminated|ended|returned?|on message)\b[^\n]{0,20}(?:code|error|status)\)?[ =:]{0,3}$/i

/** The SDKs for phone apps have error numbers of their own. */
export const APP_SDK_BEFORE = /\bonError\b|Error Domain=/

/** Words of a connection that ends. */
export const CLOSE_WORDS =
  /(?<![a-z])(?:clos(?:e|ed|ing|ure)(?![a-z])|disconnect|(?:web)?socket|wss?(?![a-z])|pulsar)/i

/** Names of databases and of their drivers. */
export const DATABASE_BEFORE = /mysql|mariadb|sqlalchemy|sqlstate|\b(?:pdo|jdbc|odbc|ora-)|sqlite/i

/** `1114 (HY000)`, `1109: Unknown table`, `1105, Severity: 17`. */
export const DATABASE_BEHIND =
  /^\d+ ?(?:\([0-9A-Z]{5}\)|[^\n]{0,30}\b(?:table|column|database|procedure|mysql|sql|severity)\b)/i

/** Windows prints its numbers in hexadecimal too. */
export const HEXADECIMAL_BEHIND = /^\d+ \(0x[\da-f]+\)/i

/** Something is counted or measured. */
export const UNIT_BEHIND =
  /^\d+ ?(?:bytes|[kMG]i?B|ms|sec(?:ond)?s?|times|devices|rows|items|errors|requests|tests)\b/i
