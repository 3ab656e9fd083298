/** An eye over a line that falls: what a tab shows. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b57a4"/><path d="M4 16c6-9 18-9 24 0-6 9-18 9-24 0z" fill="#fff"/><circle cx="16" cy="16" r="4.5" fill="#c0562f"/></svg>`
