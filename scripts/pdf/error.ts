/** The error for a print that cannot become PDF/UA-1. */

/** `content`: the author of the slides can correct it. `print`: the browser's print is of an unknown kind. */
type PdfErrorKind = 'content' | 'print'

/** A print that cannot be finished. The message says what is wrong, on which page, and what to do. */
export class PdfError extends Error {
  constructor(readonly kind: PdfErrorKind, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'PdfError'
  }
}

/** The error for a print that no known Chromium would write. `page` counts from 1. */
export function notUnderstood(page: number | undefined, what: string): PdfError {
  const where = page === undefined ? 'The print' : `Page ${page} of the print`
  return new PdfError('print', `${where} is not of the kind that this exporter knows: ${what}. The browser may have changed how it writes tagged PDFs: use the one that the lock file pins.`)
}
