/** The words that the print adds for screen readers. */

/** In one language. */
export interface PrintWords {
  /** For marks that most screen readers skip in their usual settings. */
  readonly opening: string
  readonly closing: string
  readonly paragraph: string
  /** The heading of the presenter notes below a slide. */
  readonly notes: string
}

const byLanguage: Readonly<Record<string, PrintWords>> = {
  en: { opening: 'quote', closing: 'end quote', paragraph: 'paragraph', notes: 'Presenter’s notes' },
}

/** The words for a deck's language (BCP 47); `undefined` if there are none yet. */
export function wordsFor(language: string): PrintWords | undefined {
  return byLanguage[language.split('-')[0]?.toLowerCase() ?? '']
}
