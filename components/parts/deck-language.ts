import { useSlideContext } from '@slidev/client'

/** Returns the language of the deck, BCP 47: `lang` in the first slide's front matter. */
export function deckLanguage(): string {
  return useSlideContext().$slidev.configs.lang ?? 'en'
}
