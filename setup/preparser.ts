/** Puts the paragraphs that a slide rests on into its front matter, for its foot and for the coverage; derived, so that nobody keeps them by hand. */
import { definePreparserSetup } from '@slidev/types'
import { evidence } from '../briefing/evidence.ts'
import { paragraphsOfMarkdown } from '../deck/slides.ts'

export default definePreparserSetup(() => [{
  name: 'briefing:paragraphs',
  async transformSlide(content, frontmatter: Record<string, unknown>) {
    frontmatter.paragraphs = paragraphsOfMarkdown(content, evidence)
    return undefined
  },
}])
