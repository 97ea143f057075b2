/** Reads values of unknown type. */

/** Whether a value is an object with named contents: not `null`, and not an array. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What an array or an object holds, each with its key; nothing for any other value. */
export function contentsOf(value: unknown): [key: string, value: unknown][] {
  return isRecord(value) || Array.isArray(value) ? Object.entries(value) : []
}
