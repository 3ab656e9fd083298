/** How often an open page looks for news; a page that nobody sees does not. */
const EVERY_MS = 5_000
/** A daemon on its feet answers at once. */
const PATIENCE_MS = 10_000

const pause = document.getElementById('pause')
const stale = document.getElementById('stale')
let answeredAt = new Date()

pause.hidden = false
pause.addEventListener('click', () => {
  const paused = pause.getAttribute('aria-pressed') !== 'true'
  pause.setAttribute('aria-pressed', String(paused))
  if (!paused) void update()
})
setInterval(() => {
  if (!document.hidden && pause.getAttribute('aria-pressed') !== 'true') void update()
}, EVERY_MS)

/** Fetches the page anew and exchanges what has changed. */
async function update() {
  try {
    const response = await fetch('./', { signal: AbortSignal.timeout(PATIENCE_MS) })
    if (!response.ok) throw new Error(`it answers ${response.status}`)
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    document.title = page.title
    for (const fresh of page.querySelectorAll('[data-live]'))
      exchange(document.getElementById(fresh.id), fresh)
    answeredAt = new Date()
    stale.hidden = true
  } catch {
    stale.textContent = `tuyawatch has not answered since ${answeredAt.toISOString().slice(11, 19)} UTC: what is below is old.`
    stale.hidden = false
  }
}

/** What was opened stays open, and the focus stays where it is; a form that somebody is filling in is left alone. */
function exchange(old, fresh) {
  const focused = document.activeElement
  if (old === null || (old.contains(focused) && focused.closest('form'))) return
  for (const open of old.querySelectorAll('details[open]')) {
    const same = fresh.querySelector(`#${CSS.escape(open.id)}`)
    if (same) same.open = true
  }
  if (old.innerHTML === fresh.innerHTML && old.className === fresh.className) return
  const focusedId = old.contains(focused) ? focused.id : ''
  old.className = fresh.className
  old.replaceChildren(...fresh.childNodes)
  if (focusedId) document.getElementById(focusedId)?.focus({ preventScroll: true })
}
