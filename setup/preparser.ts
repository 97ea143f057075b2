/**
 * Hooks into Slidev's parser: it puts the paragraphs that a slide rests on into the slide's front matter, where the slide's foot and the
 * coverage table find them. They come from the slide's source, so nobody has to list them.
 */
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
