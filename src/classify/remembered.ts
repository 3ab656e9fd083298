/** Values remembered of one function; beyond it all are forgotten, and come again one by one. */
const VALUES_MAX = 4_096

/** The same function, which remembers what it answered: an application says the same few things over and over. */
export function remembered<Value>(make: (text: string) => Value): (text: string) => Value {
  const values = new Map<string, Value>()
  return (text) => {
    const known = values.get(text)
    if (known !== undefined) return known
    const value = make(text)
    if (values.size >= VALUES_MAX) values.clear()
    values.set(text, value)
    return value
  }
}
