/**
 * Hooks into Slidev's parser: it puts the paragraphs and the disputes that a slide rests on into the slide's front matter, where the slide's
 * foot, the coverage table and the cover's list find them. They come from the slide's source, so nobody has to list them.
 */
import { definePreparserSetup } from '@slidev/types'
import { evidence } from '../briefing/evidence.ts'
import { restsOfMarkdown } from '../deck/slides.ts'

export default definePreparserSetup(() => [{
  name: 'briefing:rests',
  async transformSlide(content, frontmatter: Record<string, unknown>) {
    Object.assign(frontmatter, restsOfMarkdown(content, evidence))
    return undefined
  },
}])
