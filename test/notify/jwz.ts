/** What a mail program threads by. */
export interface Threadable {
  readonly messageId: string
  readonly subject: string
  readonly references: readonly string[]
}

/** A message with the answers to it; without a message where one is only referred to. */
export interface Thread {
  readonly messageId: string
  readonly message?: Threadable
  readonly replies: readonly Thread[]
}

/**
 * Jamie Zawinski's threading (jwz.org/doc/threading.html), which Thunderbird, Evolution, mutt and IMAP's THREAD=REFERENCES
 * (RFC 5256) follow, without its gathering of equal subjects: threads that hold by their references alone.
 */
export function threadsOf(messages: readonly Threadable[]): Thread[] {
  const containers = new Map<string, Container>()
  for (const message of messages) place(containers, message)
  const roots = [...containers.values()].filter(({ parent }) => parent === undefined)
  return roots.flatMap(pruned)
}

interface Container {
  readonly messageId: string
  message?: Threadable
  parent?: Container
  children: Container[]
}

/** Steps 1A to 1C: a container for the message and for all that it refers to, each the child of the one before it. */
function place(containers: Map<string, Container>, message: Threadable): void {
  const own = containerFor(containers, message.messageId)
  own.message = message
  const chain = message.references.map((id) => containerFor(containers, id))
  for (const [index, child] of chain.entries()) {
    const parent = chain[index - 1]
    if (parent && child.parent === undefined) adopt(parent, child)
  }
  const parent = chain.at(-1)
  if (own.parent) own.parent.children = own.parent.children.filter((child) => child !== own)
  delete own.parent
  if (parent) adopt(parent, own)
}

function containerFor(containers: Map<string, Container>, messageId: string): Container {
  const found = containers.get(messageId) ?? { messageId, children: [] }
  containers.set(messageId, found)
  return found
}

function adopt(parent: Container, child: Container): void {
  if (reaches(child, parent)) return
  child.parent = parent
  parent.children.push(child)
}

function reaches(from: Container, to: Container): boolean {
  return from === to || from.children.some((child) => reaches(child, to))
}

/** Step 4: an empty container goes; at the root it stays to hold more than one child together. */
function pruned(container: Container): Thread[] {
  const { messageId, message, parent } = container
  const replies = container.children.flatMap(pruned)
  if (message) return [{ messageId, message, replies }]
  if (parent !== undefined || replies.length <= 1) return replies
  return [{ messageId, replies }]
}
