/* Keeps what is typed on this device until the server has it, by person; gone with the log-out.

   The person comes from the script element marked data-keep-person. Loaded on every page of somebody who is
   logged in, so that logging out anywhere clears the device; other modules import the same address. */

const PREFIX = "keep:"
const ENDED = "keep-ended"
const OLDEST = 14 * 24 * 3600 * 1000
const LOGOUT = "/abmelden/"

const person = document.querySelector("script[data-keep-person]")?.dataset.keepPerson || ""
const own = `${PREFIX}${person}:`
let closed = person === ""

const names = () => {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))
  } catch {
    return []
  }
}

/* Whether it lies on the device now; false where storage is full or forbidden, or after the log-out. */
export const put = (name, value) => {
  if (closed) return false
  try {
    localStorage.setItem(own + name, JSON.stringify({ ...value, kept: Date.now() }))
    return true
  } catch {
    return false
  }
}

export const get = (name) => {
  try {
    return JSON.parse(localStorage.getItem(own + name))
  } catch {
    return null
  }
}

export const drop = (name) => {
  try {
    localStorage.removeItem(own + name)
  } catch {
    /* nothing was kept then */
  }
}

/* Names of what this person has kept, without the prefix. */
export const list = (start) =>
  names()
    .filter((name) => name.startsWith(own + start))
    .map((name) => name.slice(own.length))
    .sort((one, other) => (get(one)?.kept || 0) - (get(other)?.kept || 0))

export const clear = () => {
  closed = true
  for (const name of names()) localStorage.removeItem(name)
}

/* What belongs to somebody else or has lain here for two weeks goes as soon as a page is open. */
const tidy = () => {
  for (const name of names()) {
    if (!name.startsWith(own)) localStorage.removeItem(name)
    else if (Date.now() - (get(name.slice(own.length))?.kept || 0) > OLDEST) localStorage.removeItem(name)
  }
}

if (person) tidy()

document.addEventListener("submit", (event) => {
  if (new URL(event.target.action, location.href).pathname !== LOGOUT) return
  clear()
  try {
    // Other windows of this browser hear it and keep nothing any more.
    localStorage.setItem(ENDED, "1")
    localStorage.removeItem(ENDED)
  } catch {
    /* storage is forbidden: nothing was kept */
  }
})

window.addEventListener("storage", (event) => {
  if (event.key === ENDED) closed = true
})

/* A page that comes back from the browser's own store after the log-out starts anew. */
window.addEventListener("pageshow", (event) => {
  if (event.persisted && closed) location.reload()
})
